using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Host;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Exports;

/// <summary>
/// What crossed the networks of a machine as a libpcap capture with nanoseconds (pcap-savefile(5)), Ethernet frames in both
/// directions. Those of a network outside are records of the ports of the gate whose name begins with <c>net</c>, one a frame; those
/// of a network inside the machine are in no record, and seen by running the trace again.
/// </summary>
/// <param name="header">Of the trace.</param>
internal sealed class PcapExport(TraceHeader header)
{
    private const uint NanosecondMagic = 0xa1b23c4d;
    private const uint Ethernet = 1;
    private const int MaxFrame = 256 << 10;
    private readonly List<(ulong Icount, byte[] Bytes)> frames = [];

    /// <summary>The machine has a network that only a replay shows.</summary>
    public bool NeedsReplay => header.Config.Netdevs.Any(static netdev => netdev.Kind == "user");

    /// <summary>Takes the frames that are records.</summary>
    /// <exception cref="ConfigurationException">The recorded machine has no network.</exception>
    public void Read(TraceReader reader)
    {
        var inputs = Network(header.InputPorts);
        var outputs = Network(header.OutputPorts);
        if (inputs.Count == 0 && outputs.Count == 0)
        {
            if (!NeedsReplay)
            {
                throw new ConfigurationException("--pcap: the recorded machine has no network");
            }

            return;
        }

        reader.Rewind();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (
                    (record.Kind == RecordKind.Input && inputs.Contains(record.Source))
                    || (record.Kind == RecordKind.Output && outputs.Contains(record.Source))
                )
                {
                    frames.Add((record.Icount, record.Payload.ToArray()));
                }
            }
        }
    }

    /// <summary>Takes the frames of networks inside the machine.</summary>
    /// <param name="replay">From power-on.</param>
    /// <exception cref="HostException">This build does not run the trace as it was.</exception>
    public void Run(Replayer replay)
    {
        var clock = replay.Machine.Clock;
        replay.Machine.Observation.FrameSeen = frame => frames.Add((clock.Icount, frame.ToArray()));
        if (replay.Run().Divergence is { } divergence)
        {
            throw new HostException(
                $"--pcap: this build does something else than the trace from icount {divergence.Icount} on; see replayemu replay"
            );
        }
    }

    public void Write(Stream output)
    {
        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], MaxFrame);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], Ethernet);
        output.Write(head);
        var time = new ExportTime(header);
        foreach (var (icount, bytes) in frames.OrderBy(static frame => frame.Icount))
        {
            Frame(output, time.Nanoseconds(icount), bytes);
        }
    }

    private static void Frame(Stream output, ulong nanoseconds, ReadOnlySpan<byte> frame)
    {
        Span<byte> head = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(nanoseconds / 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(nanoseconds % 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], (uint)frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], (uint)frame.Length);
        output.Write(head);
        output.Write(frame);
    }

    private static HashSet<ushort> Network(IReadOnlyList<string> ports) =>
        [
            .. Enumerable
                .Range(0, ports.Count)
                .Where(i => ports[i].StartsWith("net", StringComparison.Ordinal))
                .Select(i => (ushort)i),
        ];
}
