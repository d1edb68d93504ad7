using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio.Balloon;

/// <summary>State of a balloon beside its transport.</summary>
[StateStruct("virtio-balloon", Version = 2)]
public unsafe partial struct VirtioBalloonState
{
    /// <summary>Last statistics of the guest by tag: swap in, swap out, major faults, minor faults, free, total; all ones is unknown.</summary>
    public fixed ulong Statistics[VirtioBalloon.StatisticsCount];

    /// <summary>Pages of 4 KiB that the host wants back.</summary>
    public uint TargetPages;

    /// <summary>Pages of 4 KiB that the guest says it has given.</summary>
    public uint ActualPages;

    /// <summary>What the guest fills free pages with, if it does.</summary>
    public uint PoisonValue;

    /// <summary>The statistics request that the device keeps until it wants new ones.</summary>
    public ushort StatisticsHead;

    /// <summary>1 when there is one.</summary>
    public byte HasStatisticsHead;
    public byte Reserved0;
}
