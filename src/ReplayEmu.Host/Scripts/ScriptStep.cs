namespace ReplayEmu.Host.Scripts;

/// <summary>One command of a script. A step has no state of its own beside its place in the text: what it needs to remember is in the context.</summary>
public abstract class ScriptStep
{
    /// <summary>Line in the script, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Guest nanoseconds that the step may take, 0 for the script's own limit.</summary>
    public ulong LimitNanoseconds { get; init; }

    /// <summary>False when the step takes as long as it says.</summary>
    public virtual bool IsLimited => true;

    /// <summary>What the step waits for, for the message when it does not come.</summary>
    public abstract string Expectation { get; }

    /// <summary>Looks up what the step needs, before the run.</summary>
    /// <exception cref="Machine.Configuration.ConfigurationException">The machine lacks it.</exception>
    public virtual void Prepare(ScriptContext context) { }

    public abstract StepResult Try(ScriptContext context);
}
