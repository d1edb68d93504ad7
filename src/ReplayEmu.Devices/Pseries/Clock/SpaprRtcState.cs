using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pseries.Clock;

/// <summary>What the guest set the time of day to.</summary>
[StateStruct("spapr-rtc")]
public partial struct SpaprRtcState
{
    /// <summary>Seconds that the guest's time is ahead of the machine's.</summary>
    public long OffsetSeconds;
}
