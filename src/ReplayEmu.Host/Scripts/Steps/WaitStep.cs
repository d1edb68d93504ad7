namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>wait TEXT</c>: until the console has shown the text, behind what earlier waits have passed.</summary>
internal sealed class WaitStep(byte[] text) : ScriptStep
{
    private ConsoleLog? console;

    public override string Expectation => $"waiting for {ScriptText.Quote(text)} on {console?.Name}";

    public override void Prepare(ScriptContext context) => console = context.NeedConsole(Line);

    public override StepResult Try(ScriptContext context) =>
        console!.TryPass(text) ? StepResult.Done : StepResult.Waiting;
}
