using System;
using System.Linq;
using System.Text;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>wait-screen TEXT</c>: until a row of the display's text mode has the text.</summary>
internal sealed class WaitScreenStep(string text) : ScriptStep
{
    private IScreen? screen;

    public override string Expectation => $"waiting for {ScriptText.Quote(Encoding.UTF8.GetBytes(text))} on the screen";

    public override void Prepare(ScriptContext context) => screen = context.NeedScreen(Line);

    public override StepResult Try(ScriptContext context) =>
        screen!.ReadText().Any(row => row.Contains(text, StringComparison.Ordinal))
            ? StepResult.Done
            : StepResult.Waiting;
}
