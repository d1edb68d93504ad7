using System;
using System.Globalization;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>Names the first member in which what happened differs from what was recorded.</summary>
internal static class Difference
{
    /// <param name="recorded">The next record, of any kind.</param>
    /// <param name="recordedDevice">Its device or port by name.</param>
    /// <param name="now">An interaction or output.</param>
    /// <param name="device">Its device or port by name.</param>
    internal static Divergence Between(
        in TraceRecord recorded,
        string recordedDevice,
        in TraceRecord now,
        string device
    )
    {
        var kind =
            now.Kind == RecordKind.Output ? DivergenceKind.Output
            : recorded.Icount > now.Icount || IsNoAccess(recorded.Kind) ? DivergenceKind.Extra
            : DivergenceKind.Interaction;
        var isSameAccess =
            recorded.Kind == now.Kind
            && recorded.Icount == now.Icount
            && recordedDevice == device
            && recorded.Address == now.Address;
        var (field, before, after) = isSameAccess
            ? Member(recorded, now)
            : (
                "record",
                $"{recordedDevice} {Describe(recorded)} at icount {Number(recorded.Icount)}",
                $"{device} {Describe(now)}"
            );
        var isAccess = now.Kind.IsInteraction();
        return new Divergence(
            kind,
            now.Icount,
            now.Pc,
            device,
            isAccess ? now.Kind : null,
            isAccess ? now.Address : null,
            field,
            before,
            after
        );
    }

    /// <summary>For example <c>ConfigRead 0x8008 size 4 value 0x05000000</c>.</summary>
    internal static string Describe(in TraceRecord record)
    {
        if (record.Kind.IsInteraction())
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Kind} 0x{record.Address:x4} size {record.Size} value {Value(record)}"
            );
        }

        return record.Payload.IsEmpty ? $"{record.Kind}" : $"{record.Kind} {Bytes(record.Payload.Span)}";
    }

    private static (string Field, string Recorded, string Replayed) Member(in TraceRecord recorded, in TraceRecord now)
    {
        if (recorded.Kind == RecordKind.Output)
        {
            return ("bytes", Bytes(recorded.Payload.Span), Bytes(now.Payload.Span));
        }

        if (recorded.Pc != now.Pc)
        {
            return ("pc", Hex(recorded.Pc), Hex(now.Pc));
        }

        return recorded.Size != now.Size
            ? ("size", Number(recorded.Size), Number(now.Size))
            : ("value", Value(recorded), Value(now));
    }

    private static bool IsNoAccess(RecordKind kind) => kind is RecordKind.Input or RecordKind.Digest or RecordKind.End;

    private static string Bytes(ReadOnlySpan<byte> bytes)
    {
        const int Most = 16;
        var text = Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, Most)]);
        return bytes.Length <= Most ? text : $"{text}… ({Number((ulong)bytes.Length)} bytes)";
    }

    /// <summary>As wide as the access.</summary>
    private static string Value(in TraceRecord record) =>
        record.Size <= 8
            ? "0x" + record.Value.ToString($"x{2 * record.Size}", CultureInfo.InvariantCulture)
            : Hex(record.Value);

    private static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
