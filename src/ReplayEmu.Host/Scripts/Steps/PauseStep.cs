namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>pause SECONDS</c> of guest time.</summary>
internal sealed class PauseStep(ulong nanoseconds) : ScriptStep
{
    public override string Expectation => $"pausing for {ScriptContext.Seconds(nanoseconds)} s";

    public override bool IsLimited => false;

    public override StepResult Try(ScriptContext context) =>
        context.Elapsed(nanoseconds) ? StepResult.Done : StepResult.Waiting;
}
