using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>State of the ISA bridge beside its configuration space.</summary>
[StateStruct("piix3-isa")]
public partial struct Piix3IsaState
{
    /// <summary>Levels of ISA interrupt requests 0 to 15, a bit each.</summary>
    public ushort IsaLevels;

    /// <summary>Levels of PIRQA to PIRQD, bits 0 to 3.</summary>
    public byte PirqLevels;

    /// <summary>Reset control register, port 0xCF9.</summary>
    public byte ResetControl;
}
