using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Exports;

/// <summary>The console as an asciinema recording, version 2: a header and one JSON array a line, in guest time.</summary>
internal static class CastExport
{
    /// <param name="port">Output port by number.</param>
    public static void Write(TraceReader reader, ushort port, TextWriter output)
    {
        output.Write("{\"version\": 2, \"width\": 80, \"height\": 25}\n");
        var time = new ExportTime(reader.Header);
        // A character may come in several pieces: the decoder keeps what is not whole.
        var decoder = Encoding.UTF8.GetDecoder();
        var letters = new char[TraceLimits.MaxPayloadBytes + 1];
        var pending = new StringBuilder();
        ulong since = 0;
        foreach (var (icount, data) in Outputs(reader, port))
        {
            if (icount != since)
            {
                Flush();
                since = icount;
            }

            var count = decoder.GetChars(data, letters, flush: false);
            pending.Append(letters, 0, count);
        }

        Flush();

        void Flush()
        {
            if (pending.Length == 0)
            {
                return;
            }

            var text = JsonEncodedText.Encode(pending.ToString());
            output.Write(string.Create(CultureInfo.InvariantCulture, $"[{time.Seconds(since)}, \"o\", \"{text}\"]\n"));
            pending.Clear();
        }
    }

    private static IEnumerable<(ulong Icount, byte[] Data)> Outputs(TraceReader reader, ushort port)
    {
        reader.Rewind();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (record.Kind == RecordKind.Output && record.Source == port)
                {
                    yield return (record.Icount, record.Payload.ToArray());
                }
            }
        }
    }
}
