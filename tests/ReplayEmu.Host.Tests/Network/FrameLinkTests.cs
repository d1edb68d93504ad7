using System;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Host.Network;

namespace ReplayEmu.Host.Tests.Network;

internal sealed class FrameLinkTests
{
    private readonly HostSignal signal = new();
    private FrameLink link = null!;
    private Socket other = null!;

    [SetUp]
    public void Connect()
    {
        link = new FrameLink(new IPEndPoint(IPAddress.Loopback, 0), isServer: true, longestFrame: 100)
        {
            Signal = signal,
        };
        link.Start();
        other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 60_000 };
        other.Connect(link.ListensAt!);
    }

    [TearDown]
    public void Close()
    {
        other.Dispose();
        link.Dispose();
    }

    [Test]
    public void A_frame_is_a_length_and_bytes()
    {
        other.Send([0, 0, 0, 3, 7, 8, 9]);
        Assert.That(Next(), Is.EqualTo(new byte[] { 7, 8, 9 }));
    }

    [Test]
    public void A_frame_may_come_in_pieces()
    {
        foreach (var value in new byte[] { 0, 0, 0, 2, 7, 8 })
        {
            other.Send([value]);
        }

        Assert.That(Next(), Is.EqualTo(new byte[] { 7, 8 }));
    }

    [Test]
    public void A_frame_that_no_card_carries_is_dropped()
    {
        other.Send([0, 0, 0, 101, .. new byte[101], 0, 0, 0, 1, 5]);
        Assert.That(Next(), Is.EqualTo(new byte[] { 5 }));
    }

    [TestCase(0u)]
    [TestCase(0xffff_ffffu)]
    [TestCase(70_000u)]
    public void A_length_that_no_frame_has_ends_the_connection(uint length)
    {
        other.Send([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        Assert.That(IsEnded(), Is.True);
    }

    [Test]
    public void A_frame_of_the_machine_goes_out_with_its_length()
    {
        other.Send([0, 0, 0, 1, 1]);
        Next();
        link.Send([7, 8]);
        var bytes = new byte[6];
        for (var at = 0; at < bytes.Length; )
        {
            at += other.Receive(bytes.AsSpan(at));
        }

        Assert.That(bytes, Is.EqualTo(new byte[] { 0, 0, 0, 2, 7, 8 }));
    }

    /// <summary>An end or a reset, whichever the host shows for a connection that was closed with bytes unread.</summary>
    private bool IsEnded()
    {
        try
        {
            return other.Receive(new byte[1]) == 0;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode != SocketError.TimedOut;
        }
    }

    private byte[]? Next()
    {
        for (var i = 0; i < 600; i++)
        {
            if (link.Take() is { } frame)
            {
                return frame;
            }

            signal.Wait(TimeSpan.FromMilliseconds(100));
        }

        return null;
    }
}
