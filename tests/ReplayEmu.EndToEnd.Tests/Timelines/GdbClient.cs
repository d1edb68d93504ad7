using System;
using System.Collections.Generic;
using System.Text;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Gdb.Session;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>A debugger that sends what it was told and keeps the answers.</summary>
internal sealed class GdbClient : IDebuggerConnection
{
    private readonly Queue<byte> bytes;
    private readonly PacketReader reader = new();

    private GdbClient(IEnumerable<byte> bytes) => this.bytes = new Queue<byte>(bytes);

    public bool HasData => bytes.Count > 0;

    private List<string> Answers { get; } = [];

    public int Read(Span<byte> buffer)
    {
        if (!bytes.TryDequeue(out buffer[0]))
        {
            return 0;
        }

        return 1;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            if (reader.Take(value) == PacketEvent.Packet)
            {
                Answers.Add(Encoding.Latin1.GetString(reader.Content));
            }
        }
    }

    /// <summary>Packets in a new session; their answers.</summary>
    internal static List<string> Send(TraceTimeline timeline, params string[] packets)
    {
        var sent = new List<byte>();
        foreach (var packet in packets)
        {
            sent.AddRange(PacketWriter.Frame(packet));
        }

        return Raw(timeline, sent);
    }

    internal static List<string> Raw(TraceTimeline timeline, IEnumerable<byte> sent)
    {
        var client = new GdbClient(sent);
        new GdbSession(timeline, client).Serve();
        return client.Answers;
    }
}
