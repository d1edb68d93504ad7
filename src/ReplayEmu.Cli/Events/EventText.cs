using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Events;

/// <summary>One record as one line.</summary>
internal sealed class EventText(TraceHeader header)
{
    private const int MostBytes = 32;

    /// <summary><c>icount 123456 pc 0x000f1234 config-read 00:10.0+0x0a 2 bytes = 0x0500 (class: memory, RAM)</c></summary>
    public string Line(in TraceRecord record)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"icount {record.Icount} ");
        if (record.Kind.IsInteraction())
        {
            line.Append(CultureInfo.InvariantCulture, $"pc 0x{record.Pc:x8} ");
        }

        line.Append(EventNames.Of(record.Kind)).Append(' ').Append(Where(record)).Append(What(record));
        return line.ToString().TrimEnd();
    }

    /// <summary>Device or line that a record is about, with its place.</summary>
    public string Where(in TraceRecord record) =>
        record.Kind switch
        {
            RecordKind.ConfigRead or RecordKind.ConfigWrite => PciAddress.Of(record.Address).ToString(),
            RecordKind.IrqRaise or RecordKind.IrqLower => $"{Name(header.IrqLines, record.Address)}",
            RecordKind.Input => Name(header.InputPorts, record.Source),
            RecordKind.Output => Name(header.OutputPorts, record.Source),
            RecordKind.PortRead or RecordKind.PortWrite => string.Create(
                CultureInfo.InvariantCulture,
                $"{Device(record)} 0x{record.Address:x4}"
            ),
            _ when record.Kind.IsInteraction() => string.Create(
                CultureInfo.InvariantCulture,
                $"{Device(record)} 0x{record.Address:x8}"
            ),
            _ => "",
        };

    /// <summary>The device's name.</summary>
    public string Device(in TraceRecord record) => Name(header.Sources, record.Source);

    /// <summary>What the value means, or an empty string.</summary>
    public static string Meaning(in TraceRecord record) =>
        record.Kind is RecordKind.ConfigRead or RecordKind.ConfigWrite
            ? ConfigRegister.Describe(PciAddress.Of(record.Address).Register, record.Size, record.Value)
            : "";

    /// <summary>The value with as many digits as the access has.</summary>
    public static string Value(in TraceRecord record) =>
        "0x"
        + record.Value.ToString(
            "x" + Math.Clamp(record.Size * 2, 2, 16).ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );

    /// <summary>Bytes as text where they are printable ASCII.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"");
        foreach (var value in bytes[..Math.Min(bytes.Length, MostBytes)])
        {
            _ = value switch
            {
                (byte)'\n' => text.Append("\\n"),
                (byte)'\r' => text.Append("\\r"),
                (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)value),
                >= 0x20 and < 0x7f => text.Append((char)value),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            };
        }

        return text.Append(bytes.Length > MostBytes ? "\"..." : "\"").ToString();
    }

    private static string What(in TraceRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Input or RecordKind.Output or RecordKind.Mark:
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $" {Bytes(record.Payload.Length)} {Quote(record.Payload.Span)}"
                );
            case RecordKind.IrqRaise or RecordKind.IrqLower:
                return "";
            case RecordKind.DmaRead or RecordKind.DmaWrite:
                return string.Create(CultureInfo.InvariantCulture, $" {Bytes(record.Size)}, hash {record.Value:x16}");
            case RecordKind.Digest:
                return DigestValue.FromBytes(record.Payload.Span) is { } digest
                    ? digest.Total.ToString("x16", CultureInfo.InvariantCulture)
                    : "";
            case RecordKind.End:
                return EndValue.FromBytes(record.Payload.Span) is { } end
                    ? string.Create(CultureInfo.InvariantCulture, $"{end.Reason}, exit code {end.ExitCode}")
                    : "";
            case RecordKind.CheckpointBegin:
                return record.Value.ToString(CultureInfo.InvariantCulture);
            default:
                var meaning = Meaning(record);
                return $" {Bytes(record.Size)} = {Value(record)}" + (meaning.Length > 0 ? $" ({meaning})" : "");
        }
    }

    private static string Bytes(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} byte{(count == 1 ? "" : "s")}");

    private static string Name(System.Collections.Generic.IReadOnlyList<string> names, ulong index) =>
        index < (ulong)names.Count ? names[(int)index] : string.Create(CultureInfo.InvariantCulture, $"number {index}");
}
