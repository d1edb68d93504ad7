using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>Interrupts that functions have for their messages, by slot * 8 + function.</summary>
[StateStruct("spapr-phb")]
public unsafe partial struct SpaprPhbState
{
    /// <summary>Number of the first.</summary>
    public fixed uint First[256];

    /// <summary>How many, 0 for none.</summary>
    public fixed uint Count[256];
}
