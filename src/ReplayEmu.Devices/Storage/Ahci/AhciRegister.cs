namespace ReplayEmu.Devices.Storage.Ahci;

/// <summary>Registers and structures of Serial ATA AHCI 1.0 (sections 3.1, 3.3 and 4.2).</summary>
internal static class AhciRegister
{
    public const int Capabilities = 0x00;
    public const int Control = 0x04;
    public const int InterruptStatus = 0x08;
    public const int PortsImplemented = 0x0c;
    public const int Version = 0x10;

    /// <summary>The first port's registers; each port has <see cref="PortSize"/> bytes.</summary>
    public const int Ports = 0x100;
    public const int PortSize = 0x80;

    public const uint ControlReset = 1;
    public const uint ControlInterrupts = 2;
    public const uint ControlAhci = 0x8000_0000;

    public const int CommandList = 0x00;
    public const int CommandListHigh = 0x04;
    public const int ReceivedFis = 0x08;
    public const int ReceivedFisHigh = 0x0c;
    public const int PortInterrupts = 0x10;
    public const int PortInterruptEnable = 0x14;
    public const int Command = 0x18;
    public const int TaskFile = 0x20;
    public const int Signature = 0x24;
    public const int SataStatus = 0x28;
    public const int SataControl = 0x2c;
    public const int SataError = 0x30;
    public const int SataActive = 0x34;
    public const int CommandIssue = 0x38;

    public const uint CommandStart = 0x0001;
    public const uint CommandSpinUp = 0x0002;
    public const uint CommandPowerOn = 0x0004;
    public const uint CommandListOverride = 0x0008;
    public const uint CommandFisReceive = 0x0010;
    public const uint CommandFisRunning = 0x4000;
    public const uint CommandListRunning = 0x8000;

    /// <summary>Bits of PxCMD that software cannot write; the interface control field always reads as 0.</summary>
    public const uint CommandReadOnly = 0x007d_ffe0;
    public const uint CommandInterfaceControl = 0xf000_0000;

    public const uint InterruptDeviceToHost = 1u << 0;
    public const uint InterruptPioSetup = 1u << 1;
    public const uint InterruptSetDeviceBits = 1u << 3;
    public const uint InterruptOverflow = 1u << 24;
    public const uint InterruptTaskFileError = 1u << 30;

    /// <summary>Bits of PxIE that exist.</summary>
    public const uint InterruptEnables = 0xfdc0_00ff;

    /// <summary>PxSSTS: device present, generation 1, active.</summary>
    public const uint DevicePresent = 0x113;
}
