using System;
using System.Collections.Generic;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>A client that sends anything, in good and in broken frames, is answered and never ends the stub.</summary>
public sealed class GdbFuzzTests
{
    /// <summary>No plain c, bc or text: runs over the whole recording each time would only take long.</summary>
    private static readonly string[] seeds =
    [
        "g",
        "G00",
        "p7",
        "P0=00000000",
        "Pa=08000000",
        "P9=02000000",
        "P29=11000080",
        "P2c=20000000",
        "m0,10",
        "mffffffffffffffff,ffffffff",
        "M500,2:0102",
        "X500,2:ab",
        "Z0,fff0,1;X3,220127",
        "z0,fff0,1",
        "Z1,0,1",
        "Z2,500,4",
        "Z3,500,4",
        "Z4,500,4",
        "z2,500,4",
        "z3,500,4",
        "z4,500,4",
        "Z4,500,ffffffffffffffff",
        "s",
        "s1000",
        "bs",
        "vCont;s:1",
        "vCont;r0,ffffffff",
        "vCont?",
        "vMustReplyEmpty",
        "H g0",
        "qSupported:xmlRegisters=i386",
        "qXfer:features:read:target.xml:0,ffff",
        "qRcmd,77",
        "qC",
        "qfThreadInfo",
        "?",
        "QStartNoAckMode",
        "vKillx",
        "D",
        "k",
    ];

    [TestCase(1)]
    [TestCase(2)]
    public void Anything_is_answered(int seed)
    {
        using var rig = new TimelineRig(new TimelineOptions { Spacing = 100_000 });
        var random = new Random(seed);
        for (var session = 0; session < 40; session++)
        {
            rig.Timeline.Seek(20_000 + (ulong)random.Next(1000));
            var sent = new List<byte>();
            for (var packet = 0; packet < 30; packet++)
            {
                Append(sent, random);
            }

            Assert.That(() => GdbClient.Raw(rig.Timeline, sent), Throws.Nothing, $"session {session}");
        }

        rig.Timeline.Seek(0);
        rig.Timeline.Seek(rig.Timeline.End);
        Assert.That(rig.Timeline.Divergence, Is.Null, "what was written is dropped");
    }

    private static void Append(List<byte> sent, Random random)
    {
        var packet = new StringBuilder(seeds[random.Next(seeds.Length)]);
        for (var changes = random.Next(3); changes > 0 && packet.Length > 0; changes--)
        {
            var at = random.Next(packet.Length);
            switch (random.Next(3))
            {
                case 0:
                    packet[at] = (char)random.Next(256);
                    break;
                case 1:
                    packet.Remove(at, 1);
                    break;
                default:
                    packet.Insert(at, new string((char)random.Next(48, 103), random.Next(1, 40)));
                    break;
            }
        }

        var text = packet.ToString();
        if (text.StartsWith('c') || text.StartsWith('C') || text.StartsWith("bc", StringComparison.Ordinal))
        {
            return;
        }

        var framed = PacketWriter.Frame(text);
        if (random.Next(8) == 0)
        {
            framed[random.Next(framed.Length)] = (byte)random.Next(256);
        }

        sent.AddRange(framed.AsSpan(0, random.Next(20) == 0 ? random.Next(framed.Length) : framed.Length));
    }
}
