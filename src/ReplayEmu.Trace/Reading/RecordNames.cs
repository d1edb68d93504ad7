using System.Collections.Generic;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace;

/// <summary>Names of what records are about, by the header's tables.</summary>
public static class RecordNames
{
    /// <summary>Device, line, or port; <c>unknown</c> for a number that the header does not have.</summary>
    public static string Of(TraceHeader header, in TraceRecord record) =>
        record.Kind switch
        {
            RecordKind.Input => Find(header.InputPorts, record.Source),
            RecordKind.Output => Find(header.OutputPorts, record.Source),
            RecordKind.IrqRaise or RecordKind.IrqLower => Find(header.IrqLines, record.Address),
            _ when record.Kind.IsInteraction() => Find(header.Sources, record.Source),
            _ => "trace",
        };

    private static string Find(IReadOnlyList<string> names, ulong number) =>
        number < (ulong)names.Count ? names[(int)number] : "unknown";
}
