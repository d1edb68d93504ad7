namespace ReplayEmu.Devices.Pci.Msix;

/// <summary>The MSI-X capability and its table entries (PCI Local Bus 3.0, section 6.8.2).</summary>
internal static class MsixRegister
{
    public const byte CapabilityId = 0x11;
    public const int CapabilitySize = 12;

    /// <summary>Message control, 16 bits: vectors less one, function mask, enable.</summary>
    public const int Control = 2;

    /// <summary>Offset and BAR of the table, 32 bits.</summary>
    public const int Table = 4;

    /// <summary>Offset and BAR of the pending bits, 32 bits.</summary>
    public const int Pending = 8;

    public const ushort ControlFunctionMask = 0x4000;
    public const ushort ControlEnable = 0x8000;

    /// <summary>Bytes of a table entry.</summary>
    public const int EntrySize = 16;

    public const int EntryData = 2;
    public const int EntryControl = 3;
    public const uint EntryMasked = 1;
}
