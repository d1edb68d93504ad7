using System;
using System.Buffers.Binary;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>
/// A register of the CPU or a field of any device's state. Nothing tells when it changes, so that the run goes instruction by
/// instruction.
/// </summary>
public sealed class StateWatch : TimelineWatch
{
    private readonly VirtualMachine machine;
    private readonly StateReading read;
    private readonly byte[] value;
    private readonly byte[] now;
    private ulong pc;

    private StateWatch(VirtualMachine machine, int length, StateReading read)
    {
        (this.machine, this.read) = (machine, read);
        value = new byte[length];
        now = new byte[length];
    }

    internal delegate void StateReading(Span<byte> value);

    internal override bool NeedsSteps => true;

    /// <summary>A debugger's register of the first CPU, by name; null when it has none of that name.</summary>
    public static StateWatch? TryRegister(VirtualMachine machine, string name)
    {
        if (machine.RunningCpu is not IDebugCpu cpu)
        {
            return null;
        }

        for (var i = 0; i < cpu.DebugRegisters.Count; i++)
        {
            if (cpu.DebugRegisters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var number = i;
                return new StateWatch(
                    machine,
                    cpu.DebugRegisters[i].Bits / 8,
                    bytes => cpu.ReadRegister(number, bytes)
                );
            }
        }

        return null;
    }

    /// <summary>A field of a state section, both as state dumps call them; null when there is none.</summary>
    public static StateWatch? TryField(VirtualMachine machine, string section, string field)
    {
        foreach (var candidate in machine.Arena.Sections)
        {
            if (candidate.Name == section && candidate.Schema.IndexOf(field) is >= 0 and var index)
            {
                return OfBytes(machine, candidate, candidate.Schema.Fields[index]);
            }
        }

        return null;
    }

    /// <summary>A model-specific register of the first CPU, as RDMSR reads it; null when it has none of that number.</summary>
    public static StateWatch? TrySpecial(VirtualMachine machine, uint number) =>
        machine.RunningCpu is IDebugCpu cpu && cpu.TryReadSpecial(number, out _)
            ? new StateWatch(
                machine,
                8,
                bytes =>
                {
                    cpu.TryReadSpecial(number, out var value);
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
                }
            )
            : null;

    internal override void Sync()
    {
        read(value);
        pc = machine.Observation.ProgramCounter();
    }

    internal override WatchEvent? Take(ulong icount)
    {
        read(now);
        var before = pc;
        pc = machine.Observation.ProgramCounter();
        if (now.AsSpan().SequenceEqual(value))
        {
            return null;
        }

        var found = new WatchEvent(this, icount - 1, before, true, [.. value], [.. now], null);
        now.CopyTo(value, 0);
        return found;
    }

    private static StateWatch OfBytes(VirtualMachine machine, StateSection section, StateField field) =>
        new(machine, field.Size, bytes => machine.Arena.BytesOf(section).Slice(field.Offset, field.Size).CopyTo(bytes));
}
