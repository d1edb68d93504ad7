using System;
using System.Globalization;
using ReplayEmu.Machine.Time;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Cli.Exports;

/// <summary>Guest time of ticks.</summary>
internal sealed class ExportTime(TraceHeader header)
{
    private readonly TickRatio ratio = new(header.Config.TickNumerator, Math.Max(1, header.Config.TickDenominator));

    public ulong Nanoseconds(ulong icount) => ratio.ToNanoseconds(icount);

    /// <summary>Seconds with nine decimals.</summary>
    public string Seconds(ulong icount)
    {
        var nanoseconds = Nanoseconds(icount);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{nanoseconds / 1_000_000_000}.{nanoseconds % 1_000_000_000:d9}"
        );
    }
}
