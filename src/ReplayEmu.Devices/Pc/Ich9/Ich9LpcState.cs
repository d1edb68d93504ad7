using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>State of the LPC bridge beside its configuration space.</summary>
[StateStruct("ich9-lpc")]
public partial struct Ich9LpcState
{
    /// <summary>SMI_EN.</summary>
    public uint SmiEnable;

    /// <summary>1 while the system control interrupt is asserted.</summary>
    public byte Sci;
    public byte Reserved0;
    public ushort Reserved1;

    /// <summary>The chipset registers behind RCBA.</summary>
    public Ich9ChipsetBytes Chipset;
}

/// <summary>16 KiB, little-endian.</summary>
[InlineArray(Ich9ChipsetRegisters.Size)]
public struct Ich9ChipsetBytes
{
    private byte first;
}
