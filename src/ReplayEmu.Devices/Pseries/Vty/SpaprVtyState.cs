using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pseries.Vty;

/// <summary>Bytes typed and not yet fetched.</summary>
[StateStruct("spapr-vty")]
public unsafe partial struct SpaprVtyState
{
    public const int Capacity = 256;

    /// <summary>A ring.</summary>
    public fixed byte Input[Capacity];

    /// <summary>Place of the oldest byte.</summary>
    public uint First;

    /// <summary>Bytes in the ring.</summary>
    public uint Count;
}
