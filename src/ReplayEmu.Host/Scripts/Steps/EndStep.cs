namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>end</c>: the run ends here, and well.</summary>
internal sealed class EndStep : ScriptStep
{
    public override string Expectation => "ending the run";

    public override StepResult Try(ScriptContext context) => StepResult.End;
}
