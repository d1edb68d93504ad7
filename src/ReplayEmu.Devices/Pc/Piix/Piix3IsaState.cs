using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>State of the ISA bridge beside its configuration space.</summary>
[StateStruct("piix3-isa")]
public unsafe partial struct Piix3IsaState
{
    /// <summary>For each interrupt request, how many ISA devices assert it.</summary>
    public fixed byte Asserted[16];

    /// <summary>Levels of PIRQA to PIRQD, bits 0 to 3.</summary>
    public byte PirqLevels;

    /// <summary>Reset control register, port 0xCF9.</summary>
    public byte ResetControl;
    public ushort Reserved;
}
