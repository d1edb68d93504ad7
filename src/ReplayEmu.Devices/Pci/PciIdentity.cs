namespace ReplayEmu.Devices.Pci;

/// <summary>What a function says it is: the read-only registers of its type 0 header.</summary>
/// <param name="Vendor">Register 0x00, 16 bits.</param>
/// <param name="Device">Register 0x02, 16 bits.</param>
/// <param name="ClassCode">Registers 0x09 to 0x0B: base class, subclass, programming interface, 24 bits.</param>
public sealed record PciIdentity(ushort Vendor, ushort Device, uint ClassCode)
{
    /// <summary>Register 0x08.</summary>
    public byte Revision { get; init; }

    /// <summary>Register 0x2C; QEMU gives every function that has none of its own 1af4:1100.</summary>
    public ushort SubsystemVendor { get; init; } = 0x1af4;

    /// <summary>Register 0x2E.</summary>
    public ushort Subsystem { get; init; } = 0x1100;

    /// <summary>Register 0x3D: 0 none, 1 INTA# to 4 INTD#.</summary>
    public byte InterruptPin { get; init; }

    /// <summary>Register 0x0E; bit 7 says that the slot has more functions.</summary>
    public byte HeaderType { get; init; }

    /// <summary>Register 0x06: the read-only bits of the status register.</summary>
    public ushort Status { get; init; }
}
