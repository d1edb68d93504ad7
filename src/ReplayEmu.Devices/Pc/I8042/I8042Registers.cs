namespace ReplayEmu.Devices.Pc.I8042;

/// <summary>Ports and bits of the PC/AT keyboard controller.</summary>
internal static class I8042Registers
{
    public const ushort DataPort = 0x60;
    public const ushort StatusPort = 0x64;

    public const byte StatusOutputFull = 0x01;
    public const byte StatusSystem = 0x04;

    /// <summary>The last write went to the command port.</summary>
    public const byte StatusCommand = 0x08;

    /// <summary>Keyboard not locked: always set.</summary>
    public const byte StatusUnlocked = 0x10;

    /// <summary>The output buffer is from the auxiliary device.</summary>
    public const byte StatusAux = 0x20;

    /// <summary>The device did not answer.</summary>
    public const byte StatusTimeout = 0x40;

    public const byte CommandKeyboardInterrupt = 0x01;
    public const byte CommandAuxInterrupt = 0x02;
    public const byte CommandSystem = 0x04;
    public const byte CommandKeyboardDisable = 0x10;
    public const byte CommandAuxDisable = 0x20;
    public const byte CommandTranslate = 0x40;

    public const byte OutputNotReset = 0x01;
    public const byte OutputA20 = 0x02;
}

/// <summary>Commands at port 0x64. 0x20 to 0x3F and 0x60 to 0x7F read and write the controller's RAM.</summary>
internal enum I8042Command : byte
{
    ReadCommandByte = 0x20,
    WriteCommandByte = 0x60,
    DisableAux = 0xA7,
    EnableAux = 0xA8,
    TestAux = 0xA9,
    SelfTest = 0xAA,
    TestKeyboard = 0xAB,
    DisableKeyboard = 0xAD,
    EnableKeyboard = 0xAE,
    ReadInputPort = 0xC0,
    ReadOutputPort = 0xD0,
    WriteOutputPort = 0xD1,
    WriteKeyboardBuffer = 0xD2,
    WriteAuxBuffer = 0xD3,
    WriteAux = 0xD4,
    DisableA20 = 0xDD,
    EnableA20 = 0xDF,
}

/// <summary>Commands to the keyboard at port 0x60 and its answers.</summary>
internal enum Ps2Command : byte
{
    SetLeds = 0xED,
    Echo = 0xEE,
    SetScanSet = 0xF0,
    Identify = 0xF2,
    SetTypematic = 0xF3,
    Enable = 0xF4,
    DefaultDisable = 0xF5,
    Default = 0xF6,
    Resend = 0xFE,
    Reset = 0xFF,
}
