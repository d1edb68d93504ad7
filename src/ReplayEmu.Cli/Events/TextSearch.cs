using System;
using System.Collections.Generic;
using System.Text;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Events;

/// <summary>Finds a text in what comes through a port in pieces, often a byte at a time.</summary>
internal sealed class TextSearch(string text)
{
    private readonly byte[] wanted = Encoding.UTF8.GetBytes(text);
    private readonly SortedDictionary<(RecordKind Kind, ushort Port), byte[]> tails = [];

    /// <summary>The record, with those before it of the same port, holds the text, and its end is in this one.</summary>
    public bool Ends(in TraceRecord record)
    {
        if (wanted.Length == 0 || record.Kind is not (RecordKind.Input or RecordKind.Output or RecordKind.Mark))
        {
            return false;
        }

        var key = (record.Kind, record.Source);
        var tail = record.Kind != RecordKind.Mark && tails.TryGetValue(key, out var before) ? before : [];
        byte[] all = [.. tail, .. record.Payload.Span];
        // The tail is one byte shorter than the text: a find always ends in the new piece.
        tails[key] = all[Math.Max(0, all.Length - wanted.Length + 1)..];
        return all.AsSpan().IndexOf(wanted) >= 0;
    }
}
