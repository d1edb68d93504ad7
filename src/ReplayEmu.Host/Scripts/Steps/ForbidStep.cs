namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>forbid TEXT</c>: from here on, the text on the console is a failure.</summary>
internal sealed class ForbidStep(byte[] text) : ScriptStep
{
    private ConsoleLog? console;

    public override string Expectation => "forbid";

    public override void Prepare(ScriptContext context) => console = context.NeedConsole(Line);

    public override StepResult Try(ScriptContext context)
    {
        context.Forbid(console!, text, Line);
        return StepResult.Done;
    }
}
