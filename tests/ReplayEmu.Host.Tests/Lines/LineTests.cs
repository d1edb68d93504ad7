using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Host.Lines;

namespace ReplayEmu.Host.Tests.Lines;

internal sealed class LineTests
{
    [Test]
    public void What_a_client_types_comes()
    {
        using var line = Served(out var client);
        using (client)
        {
            client.Send("ls"u8);
            Assert.That(Read(line, 2), Is.EqualTo("ls"));
        }
    }

    [Test]
    public void A_client_sees_what_is_sent()
    {
        using var line = Served(out var client);
        using (client)
        {
            line.Send("login:"u8);
            var bytes = new byte[6];
            for (var at = 0; at < bytes.Length; )
            {
                at += client.Receive(bytes.AsSpan(at));
            }

            Assert.That(Encoding.ASCII.GetString(bytes), Is.EqualTo("login:"));
        }
    }

    [Test]
    public void A_second_client_may_come_when_the_first_has_gone()
    {
        using var line = Served(out var client);
        var place = client.RemoteEndPoint!;
        client.Dispose();
        using var second = Client(place);
        second.Send("x"u8);
        Assert.That(Read(line, 1), Is.EqualTo("x"));
    }

    [Test]
    public void Without_a_client_what_is_sent_is_lost()
    {
        using var line = new TcpLine(new IPEndPoint(IPAddress.Loopback, 0), isServer: true);
        line.Send("lost"u8);
        Assert.That(line.Queue.Count, Is.Zero);
    }

    [Test]
    public void A_client_without_a_server_is_an_error() =>
        // Port 1 is nobody's.
        Assert.That(
            () => new TcpLine(new IPEndPoint(IPAddress.Loopback, 1), isServer: false),
            Throws.TypeOf<HostException>().With.Message.StartsWith("tcp console: cannot connect to 127.0.0.1:1")
        );

    [Test]
    [Platform(Exclude = "Win")]
    public void A_terminal_of_the_host_is_a_line()
    {
        using var line = new PtyLine();
        line.Start();
        using (var terminal = new FileStream(line.Place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0))
        {
            terminal.Write("hi"u8);
        }

        Assert.That(Read(line, 2), Is.EqualTo("hi"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_terminal_that_nobody_reads_does_not_hold_the_machine_up()
    {
        using var line = new PtyLine();
        line.Send(new byte[100_000]);
        Assert.That(line.Queue.Count, Is.Zero);
    }

    private static TcpLine Served(out Socket client)
    {
        var line = new TcpLine(new IPEndPoint(IPAddress.Loopback, 0), isServer: true);
        client = Client(IPEndPoint.Parse(line.Place["tcp ".Length..]));
        line.Accept();
        line.Start();
        return line;
    }

    private static Socket Client(EndPoint place)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = 60_000,
        };
        client.Connect(place);
        return client;
    }

    private static string Read(HostLine line, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 600 && text.Length < count; i++)
        {
            line.Queue.Wait(TimeSpan.FromMilliseconds(100));
            text.Append(Encoding.ASCII.GetString(line.Queue.Take(count - text.Length)));
        }

        return text.ToString();
    }
}
