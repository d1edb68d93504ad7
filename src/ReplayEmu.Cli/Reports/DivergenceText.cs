using System;
using System.Globalization;
using ReplayEmu.Cli.Events;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Reports;

/// <summary>A divergence as a short paragraph.</summary>
internal static class DivergenceText
{
    public static string Of(Divergence divergence) =>
        string.Create(
                CultureInfo.InvariantCulture,
                $"""
                replayemu: the replay differs from the trace at icount {divergence.Icount}, pc 0x{divergence.Pc:x8}
                  where     {Printable.Line(Where(divergence))}
                  what      {Printable.Line(divergence.Field)}
                  recorded  {Printable.Line(Meaning(divergence, divergence.Recorded))}
                  replayed  {Printable.Line(Meaning(divergence, divergence.Replayed))}

                """
            )
            .ReplaceLineEndings("\n");

    /// <summary>Device and register by name, as far as the difference is about an access.</summary>
    public static string Where(Divergence divergence)
    {
        if (divergence.Access is not { } access || divergence.Address is not { } address)
        {
            return divergence.Device;
        }

        var kind = EventNames.Of(access);
        return access is RecordKind.ConfigRead or RecordKind.ConfigWrite
            ? $"{kind} {PciAddress.Of(address)} ({ConfigRegister.Name(PciAddress.Of(address).Register)})"
            : string.Create(CultureInfo.InvariantCulture, $"{divergence.Device} {kind} 0x{address:x4}");
    }

    /// <summary>A value with what it says, as far as it is one of PCI configuration space.</summary>
    private static string Meaning(Divergence divergence, string value)
    {
        const string prefix = "0x";
        if (
            divergence is not { Field: "value", Address: { } address }
            || divergence.Access is not (RecordKind.ConfigRead or RecordKind.ConfigWrite)
            || !value.StartsWith(prefix, StringComparison.Ordinal)
            || !ulong.TryParse(value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
        )
        {
            return value;
        }

        var bytes = (uint)(value.Length - prefix.Length) / 2;
        return $"{value} ({ConfigRegister.Describe(PciAddress.Of(address).Register, bytes, number)})";
    }
}
