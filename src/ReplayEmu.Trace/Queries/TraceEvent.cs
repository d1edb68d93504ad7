using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Machine.Time;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Queries;

/// <summary>One record for people and scripts.</summary>
/// <param name="Icount">Tick.</param>
/// <param name="Nanoseconds">Guest time.</param>
/// <param name="Pc">Linear address of the instruction; 0 where there is none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="KindName">For example <c>config-read</c>.</param>
/// <param name="Device">Device, line or port by name; for configuration accesses the PCI function, <c>00:10.0</c>.</param>
/// <param name="Source">Who reported it: for configuration accesses the host bridge, otherwise as the device.</param>
/// <param name="Address">Number as recorded.</param>
/// <param name="AddressText">Address as people write it, empty where there is none.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Value">Value, or hash of the bytes of a DMA range.</param>
/// <param name="Text">Console text, mark, reason of the end, total of a digest; otherwise empty.</param>
public sealed record TraceEvent(
    ulong Icount,
    ulong Nanoseconds,
    ulong Pc,
    RecordKind Kind,
    string KindName,
    string Device,
    string Source,
    ulong Address,
    string AddressText,
    uint Size,
    ulong Value,
    string Text
)
{
    internal static TraceEvent From(TraceHeader header, in TraceRecord record)
    {
        var source = RecordNames.Of(header, record);
        // A damaged header must not divide by zero.
        var ratio = new TickRatio(header.Config.TickNumerator, Math.Max(1, header.Config.TickDenominator));
        var isPart = record.Kind is RecordKind.CheckpointBegin or RecordKind.CheckpointEnd;
        return new TraceEvent(
            record.Icount,
            ratio.ToNanoseconds(record.Icount),
            record.Pc,
            record.Kind,
            RecordKindNames.NameOf(record.Kind),
            IsConfig(record.Kind) ? Function(record.Address) : source,
            source,
            isPart ? 0 : record.Address,
            AddressOf(record),
            record.Kind.IsInteraction() ? record.Size : (uint)record.Payload.Length,
            record.Value,
            TextOf(record)
        );
    }

    internal static bool IsConfig(RecordKind kind) => kind is RecordKind.ConfigRead or RecordKind.ConfigWrite;

    /// <summary><c>bus:device.function</c> of a configuration address.</summary>
    internal static string Function(ulong address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(address >> 16) & 0xff:x2}:{(address >> 11) & 0x1f:x2}.{(address >> 8) & 7}"
        );

    private static string AddressOf(in TraceRecord record)
    {
        var format = record.Kind switch
        {
            RecordKind.PortRead or RecordKind.PortWrite => "x4",
            RecordKind.MmioRead or RecordKind.MmioWrite or RecordKind.DmaRead or RecordKind.DmaWrite => "x8",
            RecordKind.ConfigRead or RecordKind.ConfigWrite => "x2",
            _ => null,
        };
        var address = IsConfig(record.Kind) ? record.Address & 0xff : record.Address;
        return format is null ? "" : "0x" + address.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string TextOf(in TraceRecord record) =>
        record.Kind switch
        {
            RecordKind.Input or RecordKind.Output or RecordKind.Mark => Printable(record.Payload.Span),
            RecordKind.Digest when DigestValue.FromBytes(record.Payload.Span) is { } digest => digest.Total.ToString(
                "x16",
                CultureInfo.InvariantCulture
            ),
            RecordKind.End when EndValue.FromBytes(record.Payload.Span) is { } end => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{end.Reason}, exit code {end.ExitCode}, digest {end.Digest.Total:x16} {end.Detail}"
                )
                .TrimEnd(),
            _ => "",
        };

    /// <summary>ASCII as it is, everything else as an escape: a trace must not drive a terminal.</summary>
    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var item in bytes)
        {
            if (item is >= 0x20 and < 0x7f and not (byte)'\\')
            {
                text.Append((char)item);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{item:x2}");
            }
        }

        return text.ToString();
    }
}
