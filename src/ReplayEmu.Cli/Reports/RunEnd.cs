using ReplayEmu.Machine;

namespace ReplayEmu.Cli.Reports;

/// <summary>How a live run ended, for <c>run</c> and <c>record</c>.</summary>
/// <param name="Reason">From the machine.</param>
/// <param name="Machine">As it stands.</param>
/// <param name="Console">Its host side.</param>
/// <param name="MissedText">A text was waited for and the run ended without it.</param>
internal sealed record RunEnd(StopReason Reason, VirtualMachine Machine, LiveConsole Console, bool MissedText)
{
    /// <summary>The script failed: its failure comes before anything else that can be said.</summary>
    public bool ScriptFailed => Console.Script?.Failure is not null;

    public ExitCode Code =>
        ScriptFailed && Reason != StopReason.Unimplemented
            ? ExitCode.GuestFailed
            : RunSummary.Code(Reason, Machine.ExitCode, MissedText);

    public string Outcome =>
        Reason == StopReason.HostRequest && Console.Script is { EndedRun: true } ? "the script ended the run"
        : Reason == StopReason.HostRequest && ScriptFailed ? "the script failed"
        : RunSummary.Describe(
            Reason,
            Machine.ExitCode,
            Machine.UnimplementedDetail,
            Console.Outputs.TextSeen,
            Console.Inputs.EndedIdle
        );

    /// <summary>After the run: tells of a script that failed or was not finished.</summary>
    public static RunEnd Of(
        StopReason reason,
        VirtualMachine machine,
        LiveConsole console,
        Standard standard,
        string? text
    )
    {
        if (!console.EndedByUser)
        {
            console.Script?.RunEnded();
        }

        foreach (var line in console.Script?.Failure?.Split('\n') ?? [])
        {
            standard.Complain(line);
        }

        return new RunEnd(reason, machine, console, text is not null && !console.Outputs.TextSeen);
    }
}
