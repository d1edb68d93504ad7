namespace ReplayEmu.Devices.Pc.IoApic;

/// <summary>Registers (Intel 82093AA, section 3) and the bits of a redirection entry.</summary>
internal static class IoApicRegisters
{
    public const ulong Address = 0xfec0_0000;
    public const ulong Size = 0x1000;
    public const int Inputs = 24;

    public const ulong Select = 0x00;
    public const ulong Window = 0x10;

    /// <summary>Ends interrupts by vector; only version 0x20 has it.</summary>
    public const ulong EndOfInterrupt = 0x40;
    public const byte VersionWithEnd = 0x20;

    public const byte Id = 0x00;
    public const byte Version = 0x01;

    /// <summary>Reads as the number of the APIC.</summary>
    public const byte Arbitration = 0x02;
    public const byte Entries = 0x10;

    public const ulong DeliveryStatus = 1 << 12;
    public const ulong RemoteRequest = 1 << 14;
    public const ulong LevelTriggered = 1 << 15;
    public const ulong Masked = 1 << 16;
    public const ulong ReadOnly = DeliveryStatus | RemoteRequest;
}
