using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pci;

/// <summary>How many functions pull each of the eight shared interrupt wires of a bus.</summary>
[StateStruct("pci-bus")]
public unsafe partial struct PciBusState
{
    public fixed ushort Asserted[8];
}
