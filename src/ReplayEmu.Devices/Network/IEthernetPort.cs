using System;

namespace ReplayEmu.Devices.Network;

/// <summary>One end of an Ethernet cable: a card, or what it is connected to.</summary>
public interface IEthernetPort
{
    /// <summary>Takes a frame without its checksum; one that finds no room is lost.</summary>
    void Receive(ReadOnlySpan<byte> frame);
}
