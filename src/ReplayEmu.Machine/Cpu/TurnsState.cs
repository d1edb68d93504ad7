using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Cpu;

/// <summary>Whose turn it is, in machines of several CPUs.</summary>
[StateStruct("cpu-turns")]
public partial struct TurnsState
{
    /// <summary>Ticks that are left of the turn.</summary>
    public uint Left;

    /// <summary>Number of the CPU.</summary>
    public uint Current;
}
