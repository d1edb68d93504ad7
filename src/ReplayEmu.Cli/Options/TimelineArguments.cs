using System;
using System.Collections.Generic;
using System.CommandLine;
using ReplayEmu.Cli.Verbs;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Options;

/// <summary>What every verb that goes back and forth in a trace takes.</summary>
internal sealed class TimelineArguments
{
    private readonly Option<string[]> folders = new("--images")
    {
        HelpName = "DIR",
        Description = "folder with images that the trace does not embed (repeatable)",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int> memory = new("--checkpoint-memory")
    {
        HelpName = "MIB",
        Description = "host memory for checkpoints, in MiB [512]",
        DefaultValueFactory = _ => 512,
    };

    public Argument<string> Trace { get; } = TraceArgument.Create();

    /// <summary>Adds the options to a verb, after its own.</summary>
    public void AddTo(Command command)
    {
        command.Add(folders);
        command.Add(memory);
    }

    /// <summary>Where images are looked for.</summary>
    public IReadOnlyList<string> Folders(ParseResult parsed) => parsed.GetValue(folders) ?? [];

    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    public OpenedTimeline Open(
        ParseResult parsed,
        CliContext context,
        Func<bool>? interrupted = null,
        Func<MachineConfig, MachineConfig>? change = null
    )
    {
        var store = ReplayImages.Create(Folders(parsed), parsed.GetRequiredValue(Trace));
        try
        {
            return new OpenedTimeline(Open(parsed, context, store, interrupted, change), store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>With images that are the caller's.</summary>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    public TraceTimeline Open(
        ParseResult parsed,
        CliContext context,
        ImageStore images,
        Func<bool>? interrupted,
        Func<MachineConfig, MachineConfig>? change = null
    )
    {
        var mebibytes = parsed.GetValue(memory);
        if (mebibytes is < 1 or > 1 << 20)
        {
            throw new ConfigurationException($"--checkpoint-memory {mebibytes}: give 1 to 1048576 MiB");
        }

        var options = new TimelineOptions
        {
            CheckpointMemory = (long)mebibytes << 20,
            Interrupted = interrupted ?? (static () => false),
            Change = change,
        };
        var trace = TraceArgument.Open(parsed.GetRequiredValue(Trace));
        return new TraceTimeline(trace, context.Catalogue, images, options);
    }
}

/// <summary>A timeline with the images that its machine is made of.</summary>
internal sealed record OpenedTimeline(TraceTimeline Timeline, ImageStore Images) : IDisposable
{
    public void Dispose()
    {
        Timeline.Dispose();
        Images.Dispose();
    }
}
