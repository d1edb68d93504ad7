using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Network.User;

/// <summary>State of the built-in peer: frames that the card had no buffer for, and downloads.</summary>
[StateStruct("user-network")]
public unsafe partial struct UserNetworkState
{
    public const int Frames = 16;
    public const int FrameSize = 1536;
    public const int Transfers = 8;

    /// <summary>Ring of waiting frames.</summary>
    public fixed byte Waiting[Frames * FrameSize];

    /// <summary>Of each download, bytes that the guest has confirmed.</summary>
    public fixed ulong Confirmed[Transfers];

    /// <summary>Bytes of each waiting frame.</summary>
    public fixed ushort Lengths[Frames];

    /// <summary>Of each download: the guest's port, 0 when there is none.</summary>
    public fixed ushort Ports[Transfers];

    /// <summary>Number of the file.</summary>
    public fixed ushort Files[Transfers];

    /// <summary>Bytes of a block.</summary>
    public fixed ushort BlockSizes[Transfers];

    /// <summary>Low bits of the number of the block that the guest must confirm next.</summary>
    public fixed ushort Blocks[Transfers];

    /// <summary>Where the first waiting frame is.</summary>
    public ushort First;

    /// <summary>How many there are.</summary>
    public ushort Count;

    /// <summary>The download that a new one replaces.</summary>
    public ushort NextTransfer;
    public ushort Identification;
}
