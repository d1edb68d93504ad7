using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Exports;

/// <summary>
/// What crossed the network ports of the gate as a libpcap capture with nanoseconds (pcap-savefile(5)), Ethernet frames in both
/// directions. A port of the network is one whose name begins with <c>net</c>; one record is one frame.
/// </summary>
internal static class PcapExport
{
    private const uint NanosecondMagic = 0xa1b23c4d;
    private const uint Ethernet = 1;
    private const int MaxFrame = 256 << 10;

    /// <exception cref="ConfigurationException">The recorded machine has no network.</exception>
    public static void Write(TraceReader reader, Stream output)
    {
        var inputs = Network(reader.Header.InputPorts);
        var outputs = Network(reader.Header.OutputPorts);
        if (inputs.Count == 0 && outputs.Count == 0)
        {
            throw new ConfigurationException("--pcap: the recorded machine has no network");
        }

        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], MaxFrame);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], Ethernet);
        output.Write(head);
        var time = new ExportTime(reader.Header);
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
                    Frame(output, time.Nanoseconds(record.Icount), record.Payload.Span);
                }
            }
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
