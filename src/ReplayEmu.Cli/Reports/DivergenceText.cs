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
                  recorded  {Printable.Line(divergence.Recorded)}
                  replayed  {Printable.Line(divergence.Replayed)}

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
}
