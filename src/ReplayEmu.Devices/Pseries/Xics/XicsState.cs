using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pseries.Xics;

/// <summary>Presentation controller of the one processor, and all interrupt sources.</summary>
[StateStruct("spapr-xics")]
public unsafe partial struct XicsState
{
    public const int Sources = 1024;

    /// <summary>Priority of each source, 255 for off.</summary>
    public fixed byte Priority[Sources];

    /// <summary>What ibm,int-on restores.</summary>
    public fixed byte SavedPriority[Sources];

    /// <summary><see cref="XicsSource"/> bits.</summary>
    public fixed byte Status[Sources];

    /// <summary>Kind of each source: 0 none, 1 level, 2 message.</summary>
    public fixed byte Kind[Sources];

    /// <summary>Processor priority in bits 24 to 31, number of the pending source below.</summary>
    public uint Xirr;

    /// <summary>Priority of the pending source.</summary>
    public byte PendingPriority;

    /// <summary>Most favoured request: priority of the interrupt between processors.</summary>
    public byte Request;
    public ushort Reserved;
}
