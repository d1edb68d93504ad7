using System.CommandLine;
using ReplayEmu.Host.Images.Overlays;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu commit</c></summary>
internal static class CommitVerb
{
    public static Command Create(CliContext context)
    {
        var overlay = new Argument<string>("OVERLAY") { Description = "a file given as overlay= to -drive" };
        var to = new Option<string>("--to")
        {
            HelpName = "FILE",
            Description = "write base and overlay together into a new raw image, and change neither",
        };
        var command = new Command(
            "commit",
            "Writes what a guest has written to a disk into the disk's image, and empties the overlay. Traces that were recorded "
                + "on the overlay before can then be replayed only with a copy of the old image."
        )
        {
            overlay,
            to,
        };
        command.SetAction(parsed => (int)Run(context, parsed.GetRequiredValue(overlay), parsed.GetValue(to)));
        return command;
    }

    private static ExitCode Run(CliContext context, string overlay, string? target)
    {
        if (target is not null)
        {
            var bytes = OverlayCommit.Export(overlay, target);
            context.Standard.Complain($"wrote {bytes} bytes to '{target}'");
            return ExitCode.Ok;
        }

        var (path, pages) = OverlayCommit.Run(overlay);
        context.Standard.Complain($"wrote {pages} pages of 4096 bytes to '{path}'; the overlay '{overlay}' is empty");
        return ExitCode.Ok;
    }
}
