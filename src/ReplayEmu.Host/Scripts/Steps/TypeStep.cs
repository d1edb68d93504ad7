using System;

namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>type TEXT</c>: on the console's line, as fast as the guest takes it and no faster.</summary>
internal sealed class TypeStep(byte[] text) : ScriptStep
{
    private string port = "";

    public override string Expectation => $"typing {ScriptText.Quote(text)} on {port}";

    public override void Prepare(ScriptContext context)
    {
        port = context.NeedConsole(Line).Name;
        context.NeedPort(Line, port, "it takes no typing; choose another console");
    }

    public override StepResult Try(ScriptContext context)
    {
        if (context.Progress == text.Length)
        {
            return StepResult.Done;
        }

        var count = Math.Min(context.Room(port), text.Length - context.Progress);
        if (count <= 0)
        {
            return StepResult.Waiting;
        }

        var data = text[context.Progress..(context.Progress + count)];
        context.Progress += count;
        return context.Deliver(port, data);
    }
}
