using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Registers in gdb's order for i386: general registers, EIP, EFLAGS, selectors, x87, then those of the system, which gdb only
/// shows. EIP is the offset in CS. CPUs with long mode have the whole of the registers behind these.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const int FirstSelector = 10;
    private const int FirstFloat = 16;
    private const int FirstFloatControl = 24;
    private const int FirstSystem = 32;
    private const string Core = "org.gnu.gdb.i386.core";
    private const string SystemFeature = "org.replayemu.i386.system";
    private const string LongFeature = "org.replayemu.x86-64.system";
    private static readonly ImmutableArray<DebugRegister> RegisterList = ListRegisters(hasLongMode: false);
    private static readonly ImmutableArray<DebugRegister> LongRegisterList = ListRegisters(hasLongMode: true);

    /// <summary>Behind the registers that all models have.</summary>
    private static readonly int FirstLong = RegisterList.Length;

    /// <inheritdoc/>
    public string DebugArchitecture => "i386";

    /// <inheritdoc/>
    public IReadOnlyList<DebugRegister> DebugRegisters => Model.Has(CpuFeature.Lm) ? LongRegisterList : RegisterList;

    /// <inheritdoc/>
    public void ReadRegister(int number, Span<byte> value)
    {
        value.Clear();
        if (number is >= FirstFloat and < FirstFloatControl)
        {
            // ST(i) is physical register TOP + i.
            var physical = (number - FirstFloat + (State->FpuStatus >> 11)) & 7;
            var register = new ReadOnlySpan<byte>((byte*)State->FpuRegisters + (physical * 16), 10);
            register.CopyTo(value);
            return;
        }

        var word = ReadWord(number);
        MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word))[..Math.Min(8, value.Length)].CopyTo(value);
    }

    /// <inheritdoc/>
    public bool WriteRegister(int number, ReadOnlySpan<byte> value)
    {
        if (number >= FirstLong && number <= FirstLong + 16 && value.Length == 8)
        {
            *(number == FirstLong + 16 ? &State->Rip : &State->Gpr[number - FirstLong]) = MemoryMarshal.Read<ulong>(
                value
            );
            return true;
        }

        // Selectors, x87 and system registers have hidden parts that a plain value does not give.
        if (number is < 0 or > 9 || value.Length != 4)
        {
            return false;
        }

        var word = MemoryMarshal.Read<uint>(value);
        switch (number)
        {
            case 8:
                State->Rip = word;
                break;
            case 9:
                LazyFlags.Set(State, word);
                State->Eflags = (State->Eflags & ~Eflag.Interrupt) | (word & Eflag.Interrupt);
                break;
            default:
                State->Gpr[number] = word;
                break;
        }

        return true;
    }

    private ulong ReadWord(int number) =>
        number switch
        {
            < 8 => (uint)State->Gpr[number],
            8 => State->Rip,
            9 => State->Eflags | LazyFlags.Get(State),
            < FirstFloat => X86State.Segment(State, SelectorAt(number - FirstSelector))->Selector,
            < FirstSystem => ReadFloatControl(number - FirstFloatControl),
            _ when number >= FirstLong => ReadLong(number - FirstLong),
            _ => ReadSystem(number - FirstSystem),
        };

    private ulong ReadLong(int index) =>
        index switch
        {
            < 16 => State->Gpr[index],
            16 => State->Rip,
            17 => ProgramCounter,
            18 => State->Cr2,
            19 => State->Cr3,
            20 => State->Cr8,
            21 => State->Efer,
            22 => X86State.Segment(State, SegmentIndex.Fs)->DescriptorBase,
            23 => X86State.Segment(State, SegmentIndex.Gs)->DescriptorBase,
            24 => State->KernelGsBase,
            25 => State->GdtBase,
            _ => State->IdtBase,
        };

    private ulong ReadFloatControl(int index) =>
        index switch
        {
            0 => State->FpuControl,
            1 => State->FpuStatus,
            2 => State->FpuTag,
            3 => State->FpuCs,
            4 => (uint)State->FpuIp,
            5 => State->FpuDs,
            6 => (uint)State->FpuDp,
            _ => State->FpuOpcode,
        };

    private ulong ReadSystem(int index) =>
        index switch
        {
            0 => State->Cr0,
            1 => State->Cr2,
            2 => State->Cr3,
            3 => State->Cr4,
            4 => State->Dr[6],
            5 => State->Dr[7],
            6 => State->GdtBase,
            7 => State->GdtLimit,
            8 => State->IdtBase,
            9 => State->IdtLimit,
            10 => State->Cpl,
            11 => ProgramCounter,
            _ => X86State.Segment(State, SelectorAt(index - 12))->Base,
        };

    /// <summary>gdb's order: CS SS DS ES FS GS.</summary>
    private static int SelectorAt(int index) =>
        index switch
        {
            0 => SegmentIndex.Cs,
            1 => SegmentIndex.Ss,
            2 => SegmentIndex.Ds,
            3 => SegmentIndex.Es,
            4 => SegmentIndex.Fs,
            _ => SegmentIndex.Gs,
        };

    private static ImmutableArray<DebugRegister> ListRegisters(bool hasLongMode)
    {
        var list = ImmutableArray.CreateBuilder<DebugRegister>();
        Add(["eax", "ecx", "edx", "ebx"], 32, "int32", Core);
        Add(["esp", "ebp"], 32, "data_ptr", Core);
        Add(["esi", "edi"], 32, "int32", Core);
        Add(["eip"], 32, "code_ptr", Core);
        Add(["eflags"], 32, "i386_eflags", Core);
        Add(["cs", "ss", "ds", "es", "fs", "gs"], 32, "int32", Core);
        Add(["st0", "st1", "st2", "st3", "st4", "st5", "st6", "st7"], 80, "i387_ext", Core);
        Add(["fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop"], 32, "int", Core);
        Add(["cr0", "cr2", "cr3", "cr4", "dr6", "dr7"], 32, "int32", SystemFeature);
        Add(["gdtr_base", "gdtr_limit", "idtr_base", "idtr_limit", "cpl"], 32, "int32", SystemFeature);
        Add(["linear_pc"], 32, "code_ptr", SystemFeature);
        Add(["cs_base", "ss_base", "ds_base", "es_base", "fs_base", "gs_base"], 32, "data_ptr", SystemFeature);
        if (hasLongMode)
        {
            Add(["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"], 64, "int64", LongFeature);
            Add(["r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"], 64, "int64", LongFeature);
            Add(["rip", "long_linear_pc"], 64, "int64", LongFeature);
            Add(["long_cr2", "long_cr3", "cr8", "efer"], 64, "int64", LongFeature);
            Add(["long_fs_base", "long_gs_base", "kernel_gs_base"], 64, "int64", LongFeature);
            Add(["long_gdtr_base", "long_idtr_base"], 64, "int64", LongFeature);
        }

        return list.ToImmutable();

        void Add(ReadOnlySpan<string> names, int bits, string type, string feature)
        {
            foreach (var name in names)
            {
                list.Add(new DebugRegister(name, bits, type, feature));
            }
        }
    }
}
