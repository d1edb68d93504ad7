using System.Collections.Generic;
using System.Linq;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Gdb.Packets;

namespace ReplayEmu.Gdb.Tests.Packets;

public sealed class PacketReaderTests
{
    [TestCase("$OK#9a", "OK")]
    [TestCase("+$OK#9A", "OK")]
    [TestCase("$#00", "")]
    [TestCase("$a}\u0003#e1", "a#")]
    [TestCase("$broken$OK#9a", "OK")]
    public void A_packet_is_read(string bytes, string expected)
    {
        var reader = new PacketReader();
        var events = Feed(reader, bytes);
        Assert.That(events, Is.EqualTo(new[] { PacketEvent.Packet }));
        Assert.That(Encoding.Latin1.GetString(reader.Content), Is.EqualTo(expected));
    }

    [TestCase("$OK#9b", PacketEvent.Damaged)]
    [TestCase("$OK#zz", PacketEvent.Damaged)]
    [TestCase("\u0003", PacketEvent.Interrupt)]
    [TestCase("-", PacketEvent.Repeat)]
    public void Something_else_is_named(string bytes, PacketEvent expected) =>
        Assert.That(Feed(new PacketReader(), bytes), Is.EqualTo(new[] { expected }));

    [Test]
    public void A_packet_without_end_is_bounded_and_refused()
    {
        var reader = new PacketReader();
        Feed(reader, "$" + new string('a', PacketReader.MaxPacket * 4));
        Assert.That(reader.Content.Length, Is.EqualTo(PacketReader.MaxPacket));
        Assert.That(Feed(reader, "#00"), Is.EqualTo(new[] { PacketEvent.Damaged }));
    }

    [Test]
    public void What_the_writer_frames_the_reader_reads()
    {
        var text = new string([.. Enumerable.Range(0, 256).Select(value => (char)value)]);
        var reader = new PacketReader();
        var events = Feed(reader, Encoding.Latin1.GetString(PacketWriter.Frame(text)));
        Assert.That(events, Is.EqualTo(new[] { PacketEvent.Packet }));
        Assert.That(Encoding.Latin1.GetString(reader.Content), Is.EqualTo(text));
    }

    [Test]
    public void Random_bytes_never_throw()
    {
        var reader = new PacketReader();
        const string Letters = "$#}+-\u0003azAZ09*,;:";
        var random = 1u;
        for (var i = 0; i < 200_000; i++)
        {
            random = (random * 1664525) + 1013904223;
            var letter =
                (random & 0x100) != 0 ? Letters[(int)((random >> 16) % (uint)Letters.Length)] : (char)(random >> 24);
            reader.Take((byte)letter);
        }

        Assert.That(reader.Content.Length, Is.LessThanOrEqualTo(PacketReader.MaxPacket));
    }

    private static List<PacketEvent> Feed(PacketReader reader, string bytes) =>
        [.. Encoding.Latin1.GetBytes(bytes).Select(reader.Take).Where(what => what != PacketEvent.None)];
}
