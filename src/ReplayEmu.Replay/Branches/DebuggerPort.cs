using System;
using System.Buffers.Binary;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Replay.Branches;

/// <summary>
/// What a debugger changes comes to a machine as an input of its own port, so that a branch is a trace like any other. Machines have
/// the port only on timelines and in replays of branches.
/// </summary>
internal static class DebuggerPort
{
    internal const string Name = "debugger";
    private const byte Register = 1;
    private const byte Memory = 2;
    private const int RegisterHead = 3;
    private const int MemoryHead = 11;

    /// <summary>Bytes of memory in one change.</summary>
    internal const int MaxMemory = TraceLimits.MaxPayloadBytes - MemoryHead;

    /// <summary>A trace's machine needs the port.</summary>
    internal static bool IsIn(TraceHeader header) => header.InputPorts.Contains(Name);

    /// <summary>Adds the port to a machine that was just built; its number.</summary>
    internal static int AddTo(VirtualMachine machine) =>
        machine.AddInputPort(new InputPort(Name, data => Apply(machine, data), () => TraceLimits.MaxPayloadBytes));

    /// <summary>A register gets a value: kind, u16 number, bytes.</summary>
    internal static byte[] RegisterChange(int number, ReadOnlySpan<byte> value)
    {
        var change = new byte[RegisterHead + value.Length];
        change[0] = Register;
        BinaryPrimitives.WriteUInt16LittleEndian(change.AsSpan(1), (ushort)number);
        value.CopyTo(change.AsSpan(RegisterHead));
        return change;
    }

    /// <summary>Bytes are put into a memory block: kind, u16 block, u64 offset, bytes.</summary>
    internal static byte[] MemoryChange(int block, ulong offset, ReadOnlySpan<byte> bytes)
    {
        var change = new byte[MemoryHead + bytes.Length];
        change[0] = Memory;
        BinaryPrimitives.WriteUInt16LittleEndian(change.AsSpan(1), (ushort)block);
        BinaryPrimitives.WriteUInt64LittleEndian(change.AsSpan(3), offset);
        bytes.CopyTo(change.AsSpan(MemoryHead));
        return change;
    }

    /// <summary>Does a change; false when it does not fit the machine.</summary>
    internal static bool TryApply(VirtualMachine machine, ReadOnlySpan<byte> change)
    {
        if (change.Length < RegisterHead)
        {
            return false;
        }

        var number = BinaryPrimitives.ReadUInt16LittleEndian(change[1..]);
        return change[0] switch
        {
            Register => TryRegister(machine, number, change[RegisterHead..]),
            Memory when change.Length > MemoryHead => TryMemory(
                machine,
                number,
                BinaryPrimitives.ReadUInt64LittleEndian(change[3..]),
                change[MemoryHead..]
            ),
            _ => false,
        };
    }

    /// <exception cref="TraceFormatException">A trace brings a change that does not fit the machine.</exception>
    private static void Apply(VirtualMachine machine, ReadOnlySpan<byte> change)
    {
        if (!TryApply(machine, change))
        {
            throw new TraceFormatException(
                $"a debugger's change at icount {machine.Clock.Icount} does not fit the machine"
            );
        }
    }

    private static bool TryRegister(VirtualMachine machine, int number, ReadOnlySpan<byte> value) =>
        machine.RunningCpu is IDebugCpu cpu
        && number < cpu.DebugRegisters.Count
        && value.Length == cpu.DebugRegisters[number].Bits / 8
        && cpu.WriteRegister(number, value);

    private static bool TryMemory(VirtualMachine machine, int number, ulong offset, ReadOnlySpan<byte> bytes)
    {
        if (
            number >= machine.Blocks.Count
            || machine.Blocks[number] is not { IsRom: false } block
            || offset > block.Size
            || (ulong)bytes.Length > block.Size - offset
        )
        {
            return false;
        }

        block.MarkWritten(offset, (ulong)bytes.Length);
        bytes.CopyTo(block.Span(offset, bytes.Length));
        return true;
    }
}
