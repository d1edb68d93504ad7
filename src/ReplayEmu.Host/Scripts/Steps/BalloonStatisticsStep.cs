using System.Globalization;
using System.Linq;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>balloon-statistics</c>: asks the guest for its memory statistics and shows them.</summary>
internal sealed class BalloonStatisticsStep : ScriptStep
{
    private const string Port = "balloon-statistics";
    private IBalloon? balloon;

    public override string Expectation => "waiting for statistics of the balloon";

    public override void Prepare(ScriptContext context)
    {
        context.NeedPort(Line, Port, "add -device virtio-balloon-pci");
        balloon = context.NeedBalloon(Line);
    }

    public override StepResult Try(ScriptContext context)
    {
        // The guest answers a question by a new request; before its first one there is nothing to ask with.
        if (!balloon!.HasStatistics)
        {
            return StepResult.Waiting;
        }

        if (context.Progress++ == 0)
        {
            return context.Deliver(Port, [0]);
        }

        var values = balloon.Statistics.Select(entry =>
            string.Create(CultureInfo.InvariantCulture, $", {entry.Name} {entry.Value}")
        );
        context.Say($"balloon: actual {balloon.ActualRam}{string.Concat(values)}");
        return StepResult.Done;
    }
}
