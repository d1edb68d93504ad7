using System.IO;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Tests;

/// <summary>A trace without a machine.</summary>
internal static class Samples
{
    internal static TraceHeader Header { get; } =
        new()
        {
            ToolVersion = "1.2.3",
            Quirks = [],
            Detail = TraceDetail.Io,
            ChunkBytes = 512,
            DigestInterval = 1000,
            CheckpointInterval = 0,
            TickSemantics = TraceHeader.CurrentTickSemantics,
            Config = new MachineConfig { Machine = "pc-1.0", Append = "quiet" },
            EmbeddedImages = [],
            Schemas = [new SchemaLayout("clock", 1, 8, [new FieldLayout("Icount", "U64", 0, 1)])],
            State = [new SectionLayout("clock", "clock")],
            DerivedState = [],
            Blocks = [new BlockLayout("ram", 4096, false)],
            Sources = ["unassigned", "host-bridge", "uart"],
            InputPorts = ["serial0"],
            OutputPorts = ["serial0"],
            IrqLines = ["irq4"],
        };

    internal static DigestValue Digest { get; } = new([1], [2], 3);

    /// <summary>Interactions, an output every tenth tick, a digest every thousandth, an end.</summary>
    internal static byte[] Write(ulong ticks = 5000, TraceHeader? header = null, bool end = true)
    {
        var file = new MemoryStream();
        using (var writer = new TraceWriter(file, header ?? Header))
        {
            for (ulong tick = 1; tick <= ticks; tick++)
            {
                writer.Interaction(Access(tick));
                if (tick % 10 == 0)
                {
                    writer.Output(tick, 0, "x"u8);
                }

                if (tick % 1000 == 0)
                {
                    writer.Digest(tick, Digest);
                }
            }

            if (end)
            {
                writer.End(ticks, new EndValue(StopReason.GuestExit, 1, "", Digest));
            }
        }

        return file.ToArray();
    }

    internal static Interaction Access(ulong tick) =>
        tick % 2 == 0
            ? new Interaction(InteractionKind.ConfigRead, tick, 0xf0000 + tick, 1, 0x8008 + (tick % 4), 4, tick * 3)
            : new Interaction(InteractionKind.PortWrite, tick, 0xfffff000 - tick, 2, 0x3f8, 1, tick & 0xff);

    internal static TraceReader Open(byte[] trace) => new(new MemoryStream(trace));
}
