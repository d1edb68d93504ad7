using System;
using System.Linq;
using System.Text;
using NUnit.Framework;

namespace ReplayEmu.Devices.Tests.Network;

internal sealed class HttpServerTests
{
    private static readonly byte[] large = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private HttpClientRig client = null!;

    [SetUp]
    public void SetUp() => client = new HttpClientRig(("note", "hello"u8.ToArray()), ("dir/large", large));

    [TearDown]
    public void TearDown() => client.Dispose();

    [Test]
    public void A_file_comes_with_its_length()
    {
        client.Connect();
        Assert.That(
            Text(client.Ask("GET /note HTTP/1.1\r\nHost: x\r\n\r\n")),
            Is.EqualTo("HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        );
    }

    [Test]
    public void The_server_ends_the_stream()
    {
        client.Connect();
        client.Ask("GET /note HTTP/1.0\r\n\r\n");
        Assert.That(client.IsEnded);
    }

    [Test]
    public void A_large_file_comes_whole()
    {
        client.Connect();
        var answer = client.Ask("GET /dir/large HTTP/1.0\r\n\r\n");
        Assert.That(answer[^large.Length..], Is.EqualTo(large));
    }

    [Test]
    public void A_guest_with_a_small_window_gets_all_of_it_too()
    {
        client.Window = 100;
        client.Connect();
        var answer = client.Ask("GET /dir/large HTTP/1.0\r\n\r\n");
        Assert.That(answer[^large.Length..], Is.EqualTo(large));
    }

    [Test]
    public void A_request_may_come_in_pieces()
    {
        client.Connect();
        client.Ask("GET /no");
        Assert.That(Text(client.Ask("te HTTP/1.0\r\n\r\n")), Does.EndWith("hello"));
    }

    [Test]
    public void What_was_lost_comes_again_when_the_guest_says_the_same_three_times()
    {
        client.Connect();
        client.Send(HttpClientRig.Acknowledge, "GET /dir/large HTTP/1.0\r\n\r\n"u8);
        client.Sequence += 27;
        client.Drop();
        Assert.That(client.ReadAll()[^large.Length..], Is.EqualTo(large));
    }

    [Test]
    public void After_the_head_of_a_file_nothing_follows()
    {
        client.Connect();
        Assert.That(
            Text(client.Ask("HEAD /note HTTP/1.0\r\n\r\n")),
            Does.EndWith("Content-Length: 5\r\nConnection: close\r\n\r\n")
        );
    }

    [TestCase("GET /other HTTP/1.0\r\n\r\n", "404")]
    [TestCase("GET /../note HTTP/1.0\r\n\r\n", "404")]
    [TestCase("POST /note HTTP/1.0\r\n\r\n", "501")]
    [TestCase("nonsense\r\n\r\n", "400")]
    public void What_cannot_be_done_has_a_number(string request, string code)
    {
        client.Connect();
        Assert.That(Text(client.Ask(request)), Does.StartWith($"HTTP/1.0 {code} "));
    }

    [Test]
    public void A_request_without_an_end_is_answered()
    {
        client.Connect();
        Assert.That(Text(client.Ask(new string('x', 600))), Does.StartWith("HTTP/1.0 400 "));
    }

    [Test]
    public void A_segment_of_no_connection_is_refused()
    {
        client.Send(HttpClientRig.Acknowledge, "GET"u8);
        Assert.That(HttpClientRig.FlagsOf(client.Drop()), Is.EqualTo(HttpClientRig.Reset));
    }

    [Test]
    public void After_both_ends_the_connection_is_gone()
    {
        client.Connect();
        client.Ask("GET /note HTTP/1.0\r\n\r\n");
        client.Send(HttpClientRig.Fin | HttpClientRig.Acknowledge, []);
        client.Sequence++;
        client.Drop();
        client.Send(HttpClientRig.Acknowledge, []);
        Assert.That(HttpClientRig.FlagsOf(client.Drop()), Is.EqualTo(HttpClientRig.Reset));
    }

    [Test]
    public void Any_segment_at_all_does_no_harm()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            client.Sequence = (uint)random.Next(990, 1010);
            client.Expected = (uint)(random.Next(3) * 0x0100_0000) + (uint)random.Next(-3, 3);
            client.Window = (ushort)random.Next(0x10000);
            client.Send((byte)random.Next(64), "GET /dir/large HTTP/1.0\r\n\r\n"u8[..random.Next(27)]);
            while (client.Waiting > 0)
            {
                client.Drop();
            }
        }
    }

    private static string Text(byte[] bytes) => Encoding.ASCII.GetString(bytes);
}
