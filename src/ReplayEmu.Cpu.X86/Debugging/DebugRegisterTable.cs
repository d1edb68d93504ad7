using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.X86.Debugging;

/// <summary>
/// Registers in gdb's order for i386 (gdb manual, G.5.5), then once more for x86-64. The first features are gdb's own, the last is of the
/// system, and gdb shows it as it is.
/// </summary>
internal static class DebugRegisterTable
{
    internal const string Narrow = "i386";
    internal const string Wide = "i386:x86-64";
    private const string Core = "org.gnu.gdb.i386.core";
    private const string Sse = "org.gnu.gdb.i386.sse";
    private const string Segments = "org.gnu.gdb.i386.segments";

    private static readonly int[] selectors =
    [
        SegmentIndex.Cs,
        SegmentIndex.Ss,
        SegmentIndex.Ds,
        SegmentIndex.Es,
        SegmentIndex.Fs,
        SegmentIndex.Gs,
    ];

    internal static ImmutableArray<DebugSlot> Slots { get; } = AllSlots();

    internal static ImmutableArray<DebugRegister> Registers { get; } = AllRegisters();

    private static ImmutableArray<DebugSlot> AllSlots()
    {
        var all = ImmutableArray.CreateBuilder<DebugSlot>();
        all.AddRange(List(Narrow, 32));
        all.AddRange(List(Wide, 64));
        return all.ToImmutable();
    }

    private static ImmutableArray<DebugRegister> AllRegisters()
    {
        var all = ImmutableArray.CreateBuilder<DebugRegister>();
        foreach (var slot in Slots)
        {
            all.Add(slot.Register);
        }

        return all.ToImmutable();
    }

    private static List<DebugSlot> List(string architecture, int bits)
    {
        var list = new List<DebugSlot>();
        var isWide = bits == 64;
        var integer = isWide ? "int64" : "int32";
        var feature = Core;
        if (isWide)
        {
            // RAX RBX RCX RDX RSI RDI: not in the order of their encodings.
            Add(["rax", "rbx", "rcx", "rdx", "rsi", "rdi"], DebugSlotKind.General, 64, "int64", [0, 3, 1, 2, 6, 7]);
            Add(["rbp", "rsp"], DebugSlotKind.General, 64, "data_ptr", [5, 4]);
            Add(
                ["r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"],
                DebugSlotKind.General,
                64,
                "int64",
                Count(8, 8)
            );
        }
        else
        {
            Add(["eax", "ecx", "edx", "ebx"], DebugSlotKind.General, 32, "int32", Count(0, 4));
            Add(["esp", "ebp"], DebugSlotKind.General, 32, "data_ptr", Count(4, 2));
            Add(["esi", "edi"], DebugSlotKind.General, 32, "int32", Count(6, 2));
        }

        Add([isWide ? "rip" : "eip"], DebugSlotKind.Pointer, bits, "code_ptr", [0]);
        Add(["eflags"], DebugSlotKind.Flags, 32, "i386_eflags", [0]);
        Add(["cs", "ss", "ds", "es", "fs", "gs"], DebugSlotKind.Selector, 32, "int32", selectors);
        Add(["st0", "st1", "st2", "st3", "st4", "st5", "st6", "st7"], DebugSlotKind.Float, 80, "i387_ext", Count(0, 8));
        string[] control = ["fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop"];
        Add(control, DebugSlotKind.FloatControl, 32, "int", Count(0, 8));
        feature = Sse;
        var vectors = isWide ? 16 : 8;
        Add([.. Count(0, vectors).Select(i => $"xmm{i}")], DebugSlotKind.Vector, 128, "uint128", Count(0, vectors));
        Add(["mxcsr"], DebugSlotKind.VectorControl, 32, "int", [0]);
        feature = isWide ? Segments : $"org.replayemu.{architecture}.system";
        int[] upper = [SegmentIndex.Fs, SegmentIndex.Gs];
        if (isWide)
        {
            Add(["fs_base", "gs_base"], DebugSlotKind.SegmentBase, bits, "int", upper);
        }

        feature = isWide ? "org.replayemu.x86-64.system" : "org.replayemu.i386.system";
        Add(["cr0", "cr2", "cr3", "cr4"], DebugSlotKind.Control, bits, integer, [0, 2, 3, 4]);
        if (isWide)
        {
            Add(["cr8"], DebugSlotKind.Control, bits, integer, [8]);
        }

        Add(["dr0", "dr1", "dr2", "dr3", "dr6", "dr7"], DebugSlotKind.Debug, bits, integer, [0, 1, 2, 3, 6, 7]);
        Add(["gdtr_base"], DebugSlotKind.GdtBase, bits, "data_ptr", [0]);
        Add(["gdtr_limit"], DebugSlotKind.GdtLimit, 32, "int32", [0]);
        Add(["idtr_base"], DebugSlotKind.IdtBase, bits, "data_ptr", [0]);
        Add(["idtr_limit"], DebugSlotKind.IdtLimit, 32, "int32", [0]);
        Add(["efer"], DebugSlotKind.Efer, 32, "int32", [0]);
        Add(["cpl"], DebugSlotKind.Level, 32, "int32", [0]);
        Add(["linear_pc"], DebugSlotKind.LinearPointer, bits, "code_ptr", [0]);
        Add(
            ["cs_base", "ss_base", "ds_base", "es_base"],
            DebugSlotKind.SegmentBase,
            bits,
            "data_ptr",
            selectors.AsSpan(0, 4)
        );
        if (!isWide)
        {
            Add(["fs_base", "gs_base"], DebugSlotKind.SegmentBase, bits, "data_ptr", upper);
        }

        return list;

        void Add(ReadOnlySpan<string> names, DebugSlotKind kind, int size, string type, ReadOnlySpan<int> indexes)
        {
            for (var i = 0; i < names.Length; i++)
            {
                var register = new DebugRegister(names[i], size, type, feature) { Architecture = architecture };
                list.Add(new DebugSlot(register, kind, indexes[i]));
            }
        }
    }

    private static int[] Count(int first, int count) => [.. Enumerable.Range(first, count)];
}
