using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Timeline;

/// <content>Looking at registers and memory of the first CPU without touching the run.</content>
public sealed partial class TraceTimeline
{
    /// <summary>A register of at most 64 bits by a debugger's name; false when there is none.</summary>
    public bool TryReadRegister(string name, out ulong value)
    {
        value = 0;
        if (DebugCpu is not { } cpu)
        {
            return false;
        }

        for (var i = 0; i < cpu.DebugRegisters.Count; i++)
        {
            var register = cpu.DebugRegisters[i];
            if (register.Bits <= 64 && register.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                Span<byte> bytes = stackalloc byte[8];
                bytes.Clear();
                cpu.ReadRegister(i, bytes[..(register.Bits / 8)]);
                value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                return true;
            }
        }

        return false;
    }

    /// <summary>Memory by linear address; false when not all of it is RAM or ROM.</summary>
    public bool TryReadMemory(ulong linear, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (DebugCpu is not { } cpu || !cpu.TryTranslate(linear + (ulong)i, out var physical))
            {
                return false;
            }

            if (FindReadable(physical, out var offset) is not { } block)
            {
                return false;
            }

            bytes[i] = block.Span(offset, 1)[0];
        }

        return true;
    }

    /// <summary>Memory by physical address, within one page; false when it is no RAM or ROM.</summary>
    internal bool TryReadPhysical(ulong physical, Span<byte> bytes)
    {
        if (
            (physical & 0xfff) + (ulong)bytes.Length > 0x1000
            || FindReadable(physical, out var offset) is not { } block
        )
        {
            return false;
        }

        block.Span(offset, bytes.Length).CopyTo(bytes);
        return true;
    }

    private unsafe MemoryBlock? FindReadable(ulong physical, out ulong offset)
    {
        // Only the block is taken from it, no pointer is kept.
        _ = Machine.Memory.ResolveReadPage(physical, out var block, out var page);
        offset = page + (physical & 0xfff);
        return block;
    }
}
