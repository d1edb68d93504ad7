using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Replay.Timeline;

/// <summary>Asks a recorded run about one thing, from the place where the timeline is, to which it returns.</summary>
public sealed class TimelineSearch(TraceTimeline timeline, TimelineWatch watch)
{
    /// <summary>The last event before the place; null when there is none, or the search was interrupted.</summary>
    public WatchEvent? Last() => Alone(() => timeline.ContinueBack() == TimelineStop.Watch ? timeline.WatchHit : null);

    /// <summary>The next event at or after the place.</summary>
    public WatchEvent? Next() => Alone(() => timeline.Continue() == TimelineStop.Watch ? timeline.WatchHit : null);

    /// <summary>The first events of the whole recording.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<WatchEvent> All(int most) =>
        Alone(() =>
        {
            var found = new List<WatchEvent>();
            timeline.Seek(0);
            while (found.Count < most && timeline.Continue() == TimelineStop.Watch)
            {
                found.Add(timeline.WatchHit!);
            }

            return found;
        });

    private T Alone<T>(System.Func<T> search)
    {
        var place = timeline.Icount;
        var breakpoints = timeline.Breakpoints;
        TimelineWatch[] watches = [.. timeline.Watches];
        timeline.Breakpoints = [];
        timeline.Watches.Clear();
        timeline.Watches.Add(watch);
        try
        {
            return search();
        }
        finally
        {
            timeline.Watches.Clear();
            timeline.Breakpoints = breakpoints;
            foreach (var one in watches.Where(one => !ReferenceEquals(one, watch)))
            {
                timeline.Watches.Add(one);
            }

            while (!timeline.Seek(place))
            {
                // Interrupted on the way; each call comes nearer.
            }
        }
    }
}
