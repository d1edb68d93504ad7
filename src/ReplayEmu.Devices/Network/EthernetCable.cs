using System;

namespace ReplayEmu.Devices.Network;

/// <summary>Connects a card with its peer. Without a peer, what the card sends is lost.</summary>
public sealed class EthernetCable
{
    /// <summary>Bytes of the longest frame: 1500 of payload, header and VLAN tag; jumbo frames are not carried.</summary>
    public const int MaximumFrame = 1518;

    /// <summary>The guest's side.</summary>
    public IEthernetPort? Card { get; set; }

    /// <summary>The other side.</summary>
    public IEthernetPort? Peer { get; set; }

    /// <summary>The card has buffers again; set by a peer that holds frames back.</summary>
    public Action? CardReady { get; set; }

    /// <summary>Whether the card takes a frame now; set by the card.</summary>
    public Func<bool> CanReceive { get; set; } = static () => false;
}
