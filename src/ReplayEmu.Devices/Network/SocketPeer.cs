using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Network;

/// <summary>
/// The peer of <c>-netdev socket</c>: another machine outside. Frames leave through an output port and come through an input
/// port of the same name, one frame a time.
/// </summary>
public sealed class SocketPeer : IDevice, IEthernetPort
{
    private readonly OutputPort output;
    private readonly FrameRing ring;

    /// <param name="name">Of the backend.</param>
    public SocketPeer(VirtualMachine machine, string name, EthernetCable cable)
    {
        Name = "netdev " + name;
        ring = new FrameRing(machine, PortOf(name), cable);
        cable.Peer = this;
        output = machine.AddOutputPort(PortOf(name));
        // What the gate asks must not show: a look at the card's buffers would, in what is recorded of the card.
        machine.AddInputPort(new InputPort(PortOf(name), Accept, () => ring.HasRoom ? EthernetCable.MaximumFrame : 0));
    }

    public string Name { get; }

    /// <summary>The ports of a backend.</summary>
    public static string PortOf(string name) => "netdev." + name;

    public void Reset() => ring.Reset();

    /// <summary>A frame from the guest.</summary>
    public void Receive(ReadOnlySpan<byte> frame) => output.Write(frame);

    private void Accept(ReadOnlySpan<byte> frame)
    {
        // Whatever a recording holds, a card never sees more than it can take.
        if (frame.Length is > 0 and <= EthernetCable.MaximumFrame)
        {
            ring.Send(frame);
        }
    }
}
