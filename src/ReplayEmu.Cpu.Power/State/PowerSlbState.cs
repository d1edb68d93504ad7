using ReplayEmu.Machine.State;

namespace ReplayEmu.Cpu.Power.State;

/// <summary>Segment lookaside buffer (Book III, 5.7.8): which virtual segment an effective one is.</summary>
[StateStruct("power-slb")]
public unsafe partial struct PowerSlbState
{
    public const int Count = 32;

    /// <summary>Effective segment and the valid bit, as slbmte has them in RB without the entry's number.</summary>
    public fixed ulong Effective[Count];

    /// <summary>Virtual segment, size, keys and page size, as slbmte has them in RS.</summary>
    public fixed ulong Virtual[Count];
}
