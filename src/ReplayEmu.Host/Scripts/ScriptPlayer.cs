using System;
using System.Linq;
using System.Text;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Scripts;

/// <summary>
/// Plays a script to a machine: a source of input that hears the consoles. It goes by guest time alone, so that a run with the
/// same script is the same run.
/// </summary>
public sealed class ScriptPlayer(Script script, TickRatio ratio, Action<string> say) : IInputSource
{
    private const int LinesShown = 8;
    private ScriptContext? context;
    private int step;
    private bool begun;

    /// <summary>The tick of the last try.</summary>
    private ulong tried;

    /// <summary>Every step was done.</summary>
    public bool IsFinished => step >= script.Steps.Count;

    /// <summary>What went wrong, as lines for the user; null while nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>The script asked for the end of the run.</summary>
    public bool EndedRun { get; private set; }

    public SourcePatience Patience => SourcePatience.Over;

    public bool IsReady => false;

    public bool IsBlocked => false;

    /// <exception cref="Machine.Configuration.ConfigurationException">The machine lacks what a step needs.</exception>
    public void Connect(VirtualMachine machine)
    {
        context = new ScriptContext(script.Path, machine, ratio) { Say = say };
        context.Console =
            context.Consoles.FirstOrDefault(console => console.Name == "serial0")
            ?? (context.Consoles.Count > 0 ? context.Consoles[0] : null);
        var first = context.Console;
        foreach (var each in script.Steps)
        {
            each.Prepare(context);
        }

        context.Console = first;
    }

    /// <summary>A console has shown something.</summary>
    public void Hear(int port, ReadOnlySpan<byte> data) => context?.Consoles[port].Hear(data);

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (context is null || Failure is not null || EndedRun)
        {
            return false;
        }

        context.Now = icount;
        tried = icount;
        if (context.Forbidden() is var (line, problem))
        {
            Fail(line, problem);
            return false;
        }

        while (!IsFinished)
        {
            var present = script.Steps[step];
            if (!begun)
            {
                begun = true;
                context.Begun = icount;
                context.Progress = 0;
                context.Due = 0;
            }

            switch (present.Try(context))
            {
                case StepResult.Done:
                    step++;
                    begun = false;
                    break;
                case StepResult.Input:
                    input = context.Input;
                    return true;
                case StepResult.End:
                    step = script.Steps.Count;
                    EndedRun = true;
                    context.Machine.RequestHostStop();
                    return false;
                case StepResult.Failed:
                    Fail(present.Line, context.Problem);
                    return false;
                default:
                    if (icount >= Deadline(present))
                    {
                        Fail(
                            present.Line,
                            $"{present.Expectation}: not within {ScriptContext.Seconds(Limit(present))} s of guest time"
                        );
                    }

                    return false;
            }
        }

        return false;
    }

    public ulong NextDue(ulong icount)
    {
        if (context is null || IsFinished || Failure is not null || EndedRun)
        {
            return ulong.MaxValue;
        }

        // The guest has halted since: what it said before that is heard now and not when it wakes.
        if (tried < icount)
        {
            return icount;
        }

        var due = Deadline(script.Steps[step]);
        return Math.Max(icount + 1, context.Due != 0 ? Math.Min(due, context.Due) : due);
    }

    /// <summary>The run has ended by itself; steps that were not done are a failure.</summary>
    public void RunEnded()
    {
        if (!IsFinished && Failure is null)
        {
            var present = script.Steps[step];
            Fail(present.Line, $"{present.Expectation}: the run ended before");
        }
    }

    private ulong Limit(ScriptStep present) =>
        present.LimitNanoseconds != 0 ? present.LimitNanoseconds : context!.LimitNanoseconds;

    private ulong Deadline(ScriptStep present) =>
        present.IsLimited ? context!.Begun + ratio.ToTicks(Limit(present)) : ulong.MaxValue;

    private void Fail(int line, string problem)
    {
        var text = new StringBuilder($"script '{script.Path}' line {line}: {problem}");
        if (context!.Console is { } console)
        {
            text.Append($"\nthe last lines of {console.Name}:");
            foreach (var shown in console.LastLines(LinesShown))
            {
                text.Append("\n| ").Append(shown);
            }
        }

        Failure = text.ToString();
        context.Machine.RequestHostStop();
    }
}
