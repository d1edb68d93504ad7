using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc;

/// <summary>State of the interrupt router of a south bridge.</summary>
[StateStruct("pirq-router")]
public unsafe partial struct PirqRouterState
{
    /// <summary>For each interrupt request, how many ISA devices assert it.</summary>
    public fixed byte Asserted[16];

    /// <summary>Levels of PIRQA up, from bit 0.</summary>
    public byte Levels;
    public byte Reserved0;
    public ushort Reserved1;
    public uint Reserved2;
}
