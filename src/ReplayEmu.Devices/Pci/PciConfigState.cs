using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pci;

/// <summary>The configuration space of one PCI function as the guest reads it.</summary>
[StateStruct("pci-config")]
public unsafe partial struct PciConfigState
{
    /// <summary>Little-endian registers, PCI Local Bus 3.0 chapter 6.</summary>
    public fixed byte Bytes[PciFunction.ConfigSize];
}
