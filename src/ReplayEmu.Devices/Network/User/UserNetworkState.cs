using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Network.User;

/// <summary>State of the built-in peer: downloads.</summary>
[StateStruct("user-network")]
public unsafe partial struct UserNetworkState
{
    public const int Transfers = 8;

    /// <summary>Of each download, bytes that the guest has confirmed.</summary>
    public fixed ulong Confirmed[Transfers];

    /// <summary>Of each download: the guest's port, 0 when there is none.</summary>
    public fixed ushort Ports[Transfers];

    /// <summary>Number of the file.</summary>
    public fixed ushort Files[Transfers];

    /// <summary>Bytes of a block.</summary>
    public fixed ushort BlockSizes[Transfers];

    /// <summary>Low bits of the number of the block that the guest must confirm next.</summary>
    public fixed ushort Blocks[Transfers];

    /// <summary>The download that a new one replaces.</summary>
    public ushort NextTransfer;
    public ushort Identification;
    public uint Reserved0;
}
