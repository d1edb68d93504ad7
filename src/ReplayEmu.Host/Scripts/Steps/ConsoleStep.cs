namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>console NAME</c>: what the commands after it read and type on.</summary>
internal sealed class ConsoleStep(string name) : ScriptStep
{
    public override string Expectation => $"changing to the console {name}";

    public override void Prepare(ScriptContext context) => context.Console = context.FindConsole(Line, name);

    public override StepResult Try(ScriptContext context)
    {
        Prepare(context);
        return StepResult.Done;
    }
}
