using ReplayEmu.Host.Pictures;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>screendump FILE</c>: what is on the screen now, as PNG.</summary>
internal sealed class ScreendumpStep(string path) : ScriptStep
{
    private IScreen? screen;

    public override string Expectation => $"a screenshot in '{path}'";

    public override void Prepare(ScriptContext context) => screen = context.NeedScreen(Line);

    public override StepResult Try(ScriptContext context)
    {
        var picture = screen!.Draw();
        if (picture.Width == 0 || picture.Height == 0)
        {
            context.Problem = $"{Expectation}: the display shows nothing now";
            return StepResult.Failed;
        }

        PngFile.Write(path, picture);
        return StepResult.Done;
    }
}
