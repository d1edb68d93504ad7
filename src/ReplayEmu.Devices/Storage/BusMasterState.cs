using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Storage;

/// <summary>State of the bus master of one IDE channel.</summary>
[StateStruct("ide-bus-master")]
public partial struct BusMasterState
{
    /// <summary>Physical address of the descriptor table, a multiple of 4.</summary>
    public uint Table;

    /// <summary>Bit 0 start, bit 3 direction: 1 writes memory.</summary>
    public byte Command;

    /// <summary>Bit 0 active, bit 1 error, bit 2 interrupt, bits 5 and 6 free for software.</summary>
    public byte Status;
    public ushort Reserved;
}
