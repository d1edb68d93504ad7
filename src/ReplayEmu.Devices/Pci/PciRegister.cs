namespace ReplayEmu.Devices.Pci;

/// <summary>Offsets of the type 0 configuration header (PCI Local Bus 3.0, section 6.1).</summary>
public static class PciRegister
{
    public const int Vendor = 0x00;
    public const int Device = 0x02;
    public const int Command = 0x04;
    public const int Status = 0x06;
    public const int Revision = 0x08;
    public const int ClassCode = 0x09;
    public const int CacheLineSize = 0x0c;
    public const int HeaderType = 0x0e;
    public const int Bar0 = 0x10;
    public const int SubsystemVendor = 0x2c;
    public const int Subsystem = 0x2e;
    public const int Rom = 0x30;
    public const int CapabilityPointer = 0x34;
    public const int InterruptLine = 0x3c;
    public const int InterruptPin = 0x3d;

    /// <summary>The first register whose meaning is the device's own.</summary>
    public const int HeaderEnd = 0x40;

    public const ushort CommandIo = 0x0001;
    public const ushort CommandMemory = 0x0002;
    public const ushort CommandBusMaster = 0x0004;
    public const ushort CommandSerr = 0x0100;
    public const ushort CommandInterruptDisable = 0x0400;

    public const ushort StatusInterrupt = 0x0008;
    public const ushort StatusCapabilities = 0x0010;

    /// <summary>Error bits, cleared by writing ones.</summary>
    public const ushort StatusErrors = 0xf900;
}
