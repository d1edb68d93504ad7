using ReplayEmu.Devices.Network;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio.Net;

/// <summary>State of a network device beside its transport: which frames it takes.</summary>
[StateStruct("virtio-net")]
public unsafe partial struct VirtioNetState
{
    public const int TableSize = 64;

    /// <summary>Addresses that the driver asked for: first of stations, then of groups.</summary>
    public fixed byte Table[TableSize * MacAddress.Size];

    /// <summary>A bit for each VLAN that the driver asked for.</summary>
    public fixed ulong Vlans[64];

    /// <summary>The card's address.</summary>
    public fixed byte Address[MacAddress.Size];

    /// <summary>Addresses of stations in the table.</summary>
    public byte Stations;

    /// <summary>Addresses of groups in the table.</summary>
    public byte Groups;

    /// <summary>Bit n: receive mode n of the control commands is on (0 promiscuous … 5 no broadcast); 6 and 7: the table overflowed for stations, for groups.</summary>
    public byte Modes;
    public byte Reserved0;
    public ushort Reserved1;
    public uint Reserved2;
}
