using System.Buffers.Binary;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>balloon SIZE</c>: asks the guest to keep so much RAM, and waits until it says that it does.</summary>
internal sealed class BalloonStep(ulong bytes) : ScriptStep
{
    private const string Port = "balloon";
    private IBalloon? balloon;

    public override string Expectation =>
        $"waiting for the balloon to leave {bytes >> 20} MiB (it leaves {balloon?.ActualRam >> 20} MiB)";

    public override void Prepare(ScriptContext context)
    {
        context.NeedPort(Line, Port, "add -device virtio-balloon-pci");
        balloon = context.NeedBalloon(Line);
    }

    public override StepResult Try(ScriptContext context)
    {
        if (context.Progress > 0)
        {
            return balloon!.ActualRam == balloon.TargetRam ? StepResult.Done : StepResult.Waiting;
        }

        context.Progress = 1;
        var data = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(data, bytes);
        return context.Deliver(Port, data);
    }
}
