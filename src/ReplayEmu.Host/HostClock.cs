using System;
using System.Diagnostics;

namespace ReplayEmu.Host;

/// <summary>Host time since it was made, for progress and pacing. No machine ever sees it.</summary>
public sealed class HostClock
{
    private readonly long start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);
}
