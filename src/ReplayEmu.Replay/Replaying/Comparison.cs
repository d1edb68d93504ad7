using System;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>Holds what the machine does and shows against the records, and stops the machine at the first difference.</summary>
internal sealed class Comparison(IOutputs outputs) : IObserver, IOutputs
{
    private const int InteractionBase = (int)RecordKind.PortRead - (int)InteractionKind.PortRead;
    private VirtualMachine machine = null!;
    private RecordStream stream = null!;
    private TraceHeader header = null!;
    private LayoutMatch match = null!;
    private bool attached;
    private bool recordsIo;

    internal OutputHash Hash { get; } = new();

    /// <summary>No difference so far, and records are left.</summary>
    internal bool IsOpen { get; private set; } = true;

    internal Divergence? Divergence { get; private set; }

    internal ulong Interactions { get; private set; }

    internal ulong Outputs { get; private set; }

    internal void Attach(VirtualMachine to, RecordStream records, TraceHeader with, LayoutMatch layouts)
    {
        (machine, stream, header, match) = (to, records, with, layouts);
        recordsIo = with.Detail >= TraceDetail.Io;
        attached = true;
        if (recordsIo)
        {
            machine.Observation.Observer = this;
        }
    }

    public void OnInteraction(in Interaction interaction)
    {
        if (!IsOpen)
        {
            return;
        }

        if (!stream.HasHead)
        {
            Close();
            return;
        }

        ref readonly var head = ref stream.Head;
        if (
            (int)head.Kind == (int)interaction.Kind + InteractionBase
            && head.Icount == interaction.Icount
            && head.Pc == interaction.Pc
            && head.Value == interaction.Value
            && head.Size == interaction.Size
            && SourceOf(head) == interaction.Source
            && AddressOf(head) == interaction.Address
        )
        {
            Interactions++;
            stream.Advance();
            return;
        }

        Diverge(Difference.Between(head, Name(head), Present(interaction), Name(interaction)));
    }

    public void Write(int port, ReadOnlySpan<byte> data)
    {
        Hash.Add(port, data);
        if (attached && IsOpen && recordsIo)
        {
            // Long writes were recorded in several pieces.
            for (var rest = data; ; rest = rest[TraceLimits.MaxPayloadBytes..])
            {
                Compare(port, rest[..Math.Min(rest.Length, TraceLimits.MaxPayloadBytes)]);
                if (rest.Length <= TraceLimits.MaxPayloadBytes || !IsOpen)
                {
                    break;
                }
            }
        }

        outputs.Write(port, data);
    }

    /// <summary>The machine's port for a recorded input, or null.</summary>
    internal int? PortFor(in TraceRecord input)
    {
        if (input.Source >= match.InputPorts.Length || match.InputPorts[input.Source] is var port && port < 0)
        {
            return null;
        }

        return input.Payload.Length <= machine.InputPorts[port].Room() ? port : null;
    }

    internal void InputFailed(in TraceRecord input)
    {
        var name = input.Source < header.InputPorts.Count ? header.InputPorts[input.Source] : "unknown port";
        var recorded = string.Create(
            CultureInfo.InvariantCulture,
            $"{input.Payload.Length} bytes at icount {input.Icount}"
        );
        Diverge(
            new Divergence(
                DivergenceKind.Input,
                machine.Clock.Icount,
                Pc,
                name,
                null,
                null,
                "input",
                recorded,
                "a machine that cannot take them"
            )
        );
    }

    /// <summary>The machine is past a record that it should have met.</summary>
    internal void Missed()
    {
        ref readonly var head = ref stream.Head;
        Diverge(
            new Divergence(
                DivergenceKind.Missing,
                head.Icount,
                head.Pc,
                Name(head),
                head.Kind.IsInteraction() ? head.Kind : null,
                head.Kind.IsInteraction() ? head.Address : null,
                "record",
                Difference.Describe(head),
                "nothing"
            )
        );
    }

    internal void Diverge(Divergence divergence)
    {
        Divergence ??= divergence;
        Close();
    }

    internal ulong Pc => machine.Observation.ProgramCounter();

    private void Close()
    {
        IsOpen = false;
        machine.StopSoon();
    }

    private void Compare(int port, ReadOnlySpan<byte> data)
    {
        if (!stream.HasHead)
        {
            Close();
            return;
        }

        ref readonly var head = ref stream.Head;
        var icount = machine.Clock.Icount;
        if (
            head.Kind == RecordKind.Output
            && head.Icount == icount
            && head.Source < match.OutputPorts.Length
            && match.OutputPorts[head.Source] == port
            && head.Payload.Span.SequenceEqual(data)
        )
        {
            Outputs++;
            stream.Advance();
            return;
        }

        var now = new TraceRecord(RecordKind.Output, icount, Pc, (ushort)port, 0, 0, 0, data.ToArray());
        Diverge(Difference.Between(head, Name(head), now, machine.OutputPorts[port].Name));
    }

    private int SourceOf(in TraceRecord record) =>
        record.Source < match.Sources.Length ? match.Sources[record.Source] : LayoutMatch.Missing;

    /// <summary>Lines are compared by name, everything else is an address.</summary>
    private ulong AddressOf(in TraceRecord record)
    {
        if (record.Kind is not (RecordKind.IrqRaise or RecordKind.IrqLower))
        {
            return record.Address;
        }

        return record.Address < (ulong)match.Lines.Length && match.Lines[record.Address] is >= 0 and var line
            ? (ulong)line
            : ulong.MaxValue;
    }

    private static TraceRecord Present(in Interaction now) =>
        new(
            (RecordKind)((int)now.Kind + InteractionBase),
            now.Icount,
            now.Pc,
            now.Source,
            now.Address,
            now.Size,
            now.Value,
            default
        );

    private string Name(in Interaction now) =>
        now.Kind is InteractionKind.IrqRaise or InteractionKind.IrqLower && now.Address < (ulong)machine.Irqs.All.Count
            ? machine.Irqs.All[(int)now.Address].Name
            : machine.Observation.Sources[now.Source];

    private string Name(in TraceRecord record) => RecordNames.Of(header, record);
}
