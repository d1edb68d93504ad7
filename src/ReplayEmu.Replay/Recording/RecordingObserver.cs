using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Recording;

/// <summary>Writes down what a machine does and shows: interactions and outputs.</summary>
internal sealed class RecordingObserver(IOutputs live, bool recordsOutputs) : IObserver, IOutputs
{
    private VirtualMachine? machine;
    private TraceWriter? writer;

    internal OutputHash Hash { get; } = new();

    internal void Attach(VirtualMachine to, TraceWriter with) => (machine, writer) = (to, with);

    public void OnInteraction(in Interaction interaction)
    {
        writer!.Interaction(interaction);
        StopIfFailed();
    }

    public void Write(int port, ReadOnlySpan<byte> data)
    {
        Hash.Add(port, data);
        if (recordsOutputs && writer is not null)
        {
            writer.Output(machine!.Clock.Icount, (ushort)port, data);
            StopIfFailed();
        }

        live.Write(port, data);
    }

    /// <summary>A full disk must not show inside a guest instruction: the machine stops after it, and the recorder tells.</summary>
    private void StopIfFailed()
    {
        if (writer!.Failure is not null)
        {
            machine!.StopSoon();
        }
    }
}
