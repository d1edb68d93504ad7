using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Network;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Tests.Network;

internal sealed class SocketPeerTests : IEthernetPort, IOutputs
{
    private readonly List<byte[]> received = [];
    private readonly List<byte[]> sent = [];
    private VirtualMachine machine = null!;
    private EthernetCable cable = null!;
    private bool isReady;
    private int asked;

    private InputPort Port => machine.InputPorts.Single();

    [SetUp]
    public void SetUp()
    {
        received.Clear();
        sent.Clear();
        asked = 0;
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), this);
        cable = new EthernetCable
        {
            Card = this,
            CanReceive = () =>
            {
                asked++;
                return isReady;
            },
        };
        new SocketPeer(machine, "n0", cable).Reset();
    }

    [TearDown]
    public void TearDown() => machine.Dispose();

    [Test]
    public void A_frame_of_the_guest_goes_out()
    {
        cable.Peer!.Receive([1, 2, 3]);
        Assert.That(sent.Single(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void A_frame_from_outside_comes_to_the_card()
    {
        isReady = true;
        Port.Accept([.. Enumerable.Repeat((byte)7, 64)]);
        Assert.That(received.Single(), Has.Length.EqualTo(64));
    }

    [Test]
    public void Frames_wait_for_the_card_in_order()
    {
        isReady = false;
        Port.Accept([1]);
        Port.Accept([2]);
        isReady = true;
        cable.CardReady!();
        Assert.That(received.Select(frame => frame[0]), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void To_ask_for_room_does_not_touch_the_card()
    {
        Port.Room();
        Assert.That(asked, Is.Zero);
    }

    [Test]
    public void When_too_many_wait_there_is_no_room()
    {
        isReady = false;
        for (var i = 0; i < FrameRingState.Frames; i++)
        {
            Port.Accept([1]);
        }

        Assert.That(Port.Room(), Is.Zero);
    }

    public void Receive(ReadOnlySpan<byte> frame) => received.Add(frame.ToArray());

    public void Write(int port, ReadOnlySpan<byte> data) => sent.Add(data.ToArray());
}
