using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pseries.Papr;

/// <summary>What the hypervisor keeps of the guest.</summary>
[StateStruct("spapr-partition")]
public partial struct PartitionState
{
    /// <summary>Virtual processor area, 0 for none.</summary>
    public ulong Area;

    /// <summary>Copy of the segment lookaside buffer that the guest keeps, 0 for none.</summary>
    public ulong SlbShadow;
}
