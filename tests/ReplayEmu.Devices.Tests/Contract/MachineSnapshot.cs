using System;
using System.Collections.Generic;
using ReplayEmu.Machine;

namespace ReplayEmu.Devices.Tests.Contract;

/// <summary>A checkpoint as a test makes it: the arena and every block that a guest can write.</summary>
public sealed class MachineSnapshot
{
    private readonly byte[] arena;
    private readonly List<byte[]> blocks = [];

    public MachineSnapshot(VirtualMachine machine)
    {
        arena = machine.Arena.Bytes.ToArray();
        foreach (var block in machine.Blocks)
        {
            blocks.Add(block.IsRom ? [] : block.Span(0, (int)block.Size).ToArray());
        }
    }

    public void Restore(VirtualMachine machine)
    {
        arena.CopyTo(machine.Arena.Bytes);
        for (var i = 0; i < blocks.Count; i++)
        {
            blocks[i].CopyTo(machine.Blocks[i].Span(0, blocks[i].Length));
        }

        machine.StateReplaced();
    }

    /// <summary>The first field of the arena, or the first block, that differs; null when nothing does.</summary>
    public string? FirstDifference(MachineSnapshot other, VirtualMachine machine, IReadOnlyList<string> ignored)
    {
        foreach (var section in machine.Arena.Sections)
        {
            foreach (var field in section.Schema.Fields)
            {
                var path = $"{section.Name}.{field.Name}";
                var range = new Range(section.Offset + field.Offset, section.Offset + field.Offset + field.Size);
                if (!arena.AsSpan()[range].SequenceEqual(other.arena.AsSpan()[range]) && !IsIgnored(path, ignored))
                {
                    return $"{path}: {Hex(arena, range)} -> {Hex(other.arena, range)}";
                }
            }
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            var name = machine.Blocks[i].Name;
            if (!blocks[i].AsSpan().SequenceEqual(other.blocks[i]) && !IsIgnored(name, ignored))
            {
                return $"memory block {name}";
            }
        }

        return null;
    }

    private static bool IsIgnored(string path, IReadOnlyList<string> ignored)
    {
        foreach (var prefix in ignored)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Hex(byte[] bytes, Range range) => Convert.ToHexStringLower(bytes.AsSpan()[range]);
}
