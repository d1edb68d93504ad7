using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using ReplayEmu.Cli.Printing;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Lockstep;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Comparison;

/// <summary>
/// Where the guest is: the instruction that comes next, and who called, as far as frame pointers tell. Code that uses the register for
/// something else has no callers here, or wrong ones; each must lie on the same stack, above the one before.
/// </summary>
internal static class GuestCall
{
    private const int MostFrames = 16;
    private const ulong LargestFrame = 1 << 20;

    /// <summary>The instruction as text; empty for a CPU that this has no decoder for.</summary>
    public static string Instruction(TraceTimeline timeline)
    {
        if (timeline.Machine.Cpus[0] is not X86Cpu cpu)
        {
            return "";
        }

        var text = new InstructionText(timeline.Machine, cpu);
        return text.Format(text.Next());
    }

    /// <summary>Return addresses, the nearest first.</summary>
    public static IReadOnlyList<string> Callers(TraceTimeline timeline, SymbolTable symbols)
    {
        var callers = new List<string>();
        var isWide = timeline.Machine.Cpus[0] is IDebugCpu { DebugArchitecture: "i386:x86-64" };
        var size = isWide ? 8UL : 4UL;
        if (!timeline.TryReadRegister(isWide ? "rbp" : "ebp", out var frame))
        {
            return callers;
        }

        Span<byte> bytes = stackalloc byte[16];
        while (callers.Count < MostFrames && frame != 0)
        {
            bytes.Clear();
            if (!timeline.TryReadMemory(frame, bytes[..(int)(2 * size)]))
            {
                break;
            }

            var next = Word(bytes, isWide);
            var address = Word(bytes[(int)size..], isWide);
            if (!timeline.TryReadMemory(address, bytes[..1]) || address < 0x1000)
            {
                break;
            }

            callers.Add(Name(address, symbols));
            if (next <= frame || next - frame > LargestFrame)
            {
                break;
            }

            frame = next;
        }

        return callers;
    }

    /// <summary>An address with its symbol.</summary>
    public static string Name(ulong address, SymbolTable symbols)
    {
        var number = "0x" + address.ToString("x8", CultureInfo.InvariantCulture);
        return symbols.Describe(address) is { } name ? $"{number} {name}" : number;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, bool isWide) =>
        isWide ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
