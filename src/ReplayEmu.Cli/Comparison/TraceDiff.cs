using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Cli.Events;
using ReplayEmu.Cli.Printing;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Cli.Verbs;
using ReplayEmu.Golden.Files;
using ReplayEmu.Host;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Alignment;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Comparison;

/// <summary>Compares two recordings of one guest, and runs each again up to the first difference to see who asked.</summary>
/// <param name="catalogue">The machines.</param>
/// <param name="folders">Where images are looked for.</param>
/// <param name="symbols">Names of the guest's code.</param>
internal sealed class TraceDiff(IMachineCatalogue catalogue, IReadOnlyList<string> folders, SymbolTable symbols)
{
    /// <exception cref="TraceFormatException">A trace is damaged, or has no interactions.</exception>
    public TraceDiffReport Compare(string firstPath, string secondPath)
    {
        using var first = TraceArgument.Open(firstPath);
        using var second = TraceArgument.Open(secondPath);
        var aligned = TraceAlignment.Compare(first, second);
        return new TraceDiffReport
        {
            First = Side(firstPath, first.Header, aligned.FirstEnd, aligned.FirstLast),
            Second = Side(secondPath, second.Header, aligned.SecondEnd, aligned.SecondLast),
            Machine = ConfigDifferences.Of(first.Header.Config, second.Header.Config),
            Difference = aligned.Difference is { } found
                ? new GuestDifference(
                    found.Channel,
                    aligned.Channels.First(channel => channel.Name == found.Channel).Same,
                    View(firstPath, first.Header, found.First),
                    View(secondPath, second.Header, found.Second)
                )
                : null,
            Devices =
            [
                .. aligned
                    .Channels.Where(static channel => channel.Same < Math.Max(channel.First, channel.Second))
                    .Select(static channel => new DeviceDifference(
                        channel.Name,
                        channel.Same,
                        channel.First,
                        channel.Second
                    )),
            ],
            Consoles = [.. aligned.Consoles.Select(Console).Where(static console => console.Diff.Length > 0)],
        };
    }

    private static TraceSide Side(string path, TraceHeader header, EndValue? end, ulong last) =>
        new(
            path,
            header.Config.Machine,
            header.ToolVersion,
            last,
            end is null
                ? "it was cut off"
                : RunSummary.Describe(end.Reason, end.ExitCode, end.Detail, textSeen: false, idle: false)
        );

    private static ConsoleDifference Console(AlignedConsole console) =>
        new(
            console.Port,
            UnifiedDiff.Create("first", "second", ConsoleLines.Of(console.First), ConsoleLines.Of(console.Second))
        );

    private GuestView? View(string path, TraceHeader header, TraceRecord? record)
    {
        if (record is not { } seen)
        {
            return null;
        }

        var text = new EventText(header).Line(seen);
        var access = text[(text.IndexOf(EventNames.Of(seen.Kind), StringComparison.Ordinal))..];
        var meaning = EventText.Meaning(seen);
        if (meaning.Length > 0)
        {
            access = access[..^(meaning.Length + 3)];
        }

        var view = new GuestView(seen.Icount, access, meaning, GuestCall.Name(seen.Pc, symbols), "", [], "");
        try
        {
            using var images = ReplayImages.Create(folders, path);
            using var timeline = new TraceTimeline(TraceArgument.Open(path), catalogue, images);
            timeline.Seek(seen.Icount);
            if (timeline.Machine.Observation.ProgramCounter() != seen.Pc)
            {
                return view with { Note = "this build does not run the recording as it was: no instruction" };
            }

            return view with
            {
                Instruction = GuestCall.Instruction(timeline),
                Callers = GuestCall.Callers(timeline, symbols),
            };
        }
        catch (Exception failure) when (failure is ConfigurationException or HostException)
        {
            return view with { Note = failure.Message };
        }
    }
}
