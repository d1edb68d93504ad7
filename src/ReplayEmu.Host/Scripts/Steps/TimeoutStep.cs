namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>timeout SECONDS</c>: guest time that each step after it may take.</summary>
internal sealed class TimeoutStep(ulong nanoseconds) : ScriptStep
{
    public override string Expectation => "timeout";

    public override StepResult Try(ScriptContext context)
    {
        context.LimitNanoseconds = nanoseconds;
        return StepResult.Done;
    }
}
