using System;
using System.IO;
using ReplayEmu.Host;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli.Reports;

/// <summary>One line on a terminal that is written over: guest time, instructions, million instructions a second.</summary>
public sealed class ProgressLine(TextWriter terminal)
{
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(250);
    private readonly HostClock clock = new();
    private TimeSpan next = interval;
    private bool shown;

    /// <summary>Cheap enough to be called every hundred thousand instructions.</summary>
    public void Update(Clock guest)
    {
        var now = clock.Elapsed;
        if (now < next)
        {
            return;
        }

        next = now + interval;
        shown = true;
        terminal.Write("\r\x1b[K" + RunSummary.Describe(guest, now));
    }

    public void Clear()
    {
        if (shown)
        {
            terminal.Write("\r\x1b[K");
            shown = false;
        }
    }
}
