using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Network;

/// <summary>
/// The peer of <c>-netdev socket</c>: another machine outside. Frames leave through an output port and come through an input
/// port of the same name, one frame a time; they wait outside while the card has no buffer.
/// </summary>
public sealed class SocketPeer : IDevice, IEthernetPort
{
    private readonly OutputPort output;
    private readonly EthernetCable cable;

    /// <param name="name">Of the backend.</param>
    public SocketPeer(VirtualMachine machine, string name, EthernetCable cable)
    {
        Name = "netdev " + name;
        this.cable = cable;
        cable.Peer = this;
        output = machine.AddOutputPort(PortOf(name));
        machine.AddInputPort(
            new InputPort(PortOf(name), Accept, () => cable.CanReceive() ? EthernetCable.MaximumFrame : 0)
        );
    }

    public string Name { get; }

    /// <summary>The ports of a backend.</summary>
    public static string PortOf(string name) => "netdev." + name;

    public void Reset() { }

    /// <summary>A frame from the guest.</summary>
    public void Receive(ReadOnlySpan<byte> frame) => output.Write(frame);

    private void Accept(ReadOnlySpan<byte> frame)
    {
        // A recording holds what a gate once let in; a card never sees more than it can take.
        if (frame.Length is > 0 and <= EthernetCable.MaximumFrame)
        {
            cable.Card?.Receive(frame);
        }
    }
}
