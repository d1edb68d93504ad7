namespace ReplayEmu.Devices.Pc.Pic8259;

/// <summary>Ports and register bits of the two 8259A of a PC.</summary>
internal static class Pic8259Registers
{
    public const ushort MasterPort = 0x20;
    public const ushort SlavePort = 0xA0;
    public const ushort ElcrPort = 0x4D0;

    /// <summary>Inputs of the master that may be level-triggered: not 0 (timer), 1 (keyboard), 2 (cascade).</summary>
    public const byte MasterElcrMask = 0xF8;

    /// <summary>Inputs of the slave that may be level-triggered: not 8 (RTC), 13 (coprocessor).</summary>
    public const byte SlaveElcrMask = 0xDE;

    /// <summary>The master's input to which the slave is wired.</summary>
    public const int CascadeInput = 2;

    /// <summary>Command port, bit 4: this is ICW1.</summary>
    public const byte IsIcw1 = 0x10;

    /// <summary>Command port, bit 3 with bit 4 clear: this is OCW3, otherwise OCW2.</summary>
    public const byte IsOcw3 = 0x08;

    public const byte Icw1NeedsIcw4 = 0x01;
    public const byte Icw1Single = 0x02;
    public const byte Icw1Level = 0x08;

    public const byte Icw4AutoEoi = 0x02;
    public const byte Icw4SpecialFullyNested = 0x10;

    public const byte Ocw3ReadIsr = 0x01;
    public const byte Ocw3ReadSelect = 0x02;
    public const byte Ocw3Poll = 0x04;
    public const byte Ocw3SpecialMask = 0x20;
    public const byte Ocw3SpecialMaskSelect = 0x40;
}

/// <summary>OCW2 bits 7 to 5 (R, SL, EOI).</summary>
internal enum Ocw2Command : byte
{
    RotateOnAutoEoiClear = 0,
    NonSpecificEoi = 1,
    NoOperation = 2,
    SpecificEoi = 3,
    RotateOnAutoEoiSet = 4,
    RotateOnNonSpecificEoi = 5,
    SetPriority = 6,
    RotateOnSpecificEoi = 7,
}
