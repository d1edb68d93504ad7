using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Model;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Which implemented codes the host's processor can check, and why not the others.</summary>
internal static class OracleCoverage
{
    private const string Privileged = "privileged";
    private const string Tables = "shows or loads the system's descriptor tables, which are the host's own";
    private const string Identity = "shows the processor's identity, time or chance";
    private const string Traps = "enters the system";
    private const string Truncates = "leaves only 16 bits of the instruction pointer";
    private const string Ports = "needs I/O";
    private const string ThreadBases = "replaces segments that the host's threads need";
    private const string Layout = "its layout and what it leaves out follow from the processor's own extended state";

    private const string Approximate = "an approximation, whose bits differ between processors";
    private const string Reserved = "reserved: processors differ in which of them are NOPs";
    private static readonly CpuModel model = CpuModels.Define("max")!.Build();
    private static readonly Dictionary<Mnemonic, string> mnemonics = Reasons();

    /// <summary>Why an implemented code is not covered in a mode, or null.</summary>
    public static string? Reason(Code code, int bitness)
    {
        var info = code.ToOpCode();
        return mnemonics.TryGetValue(code.Mnemonic(), out var reason) ? reason
            : bitness == 64
                ? !info.Mode64 ? "not in 64-bit mode"
                    : OfCode(code, info)
            : !info.Mode32 ? "only in 64-bit mode"
            : OfCode(code, info);
    }

    /// <summary>The implemented codes that are checked in a mode, in Iced's order.</summary>
    public static List<Code> Covered(int bitness)
    {
        var codes = new List<Code>();
        foreach (var code in InstructionTable.Implemented)
        {
            if (Reason(code, bitness) == null)
            {
                codes.Add(code);
            }
        }

        return codes;
    }

    private static string? OfCode(Code code, OpCodeInfo info)
    {
        var name = code.ToString();
        if (code == Code.Bswap_r16)
        {
            return "the result is undefined (SDM volume 2, BSWAP)";
        }

        if (name.StartsWith("Reservednop", StringComparison.Ordinal))
        {
            return Reserved;
        }

        if (!IsInModel(code))
        {
            return "not in the CPU model max";
        }

        if (info.IsPrivileged)
        {
            return Privileged;
        }

        if (info.IsInputOutput)
        {
            return Ports;
        }

        var kinds = Enumerable.Range(0, info.OpCount).Select(info.GetOpKind).ToList();
        if (
            kinds.Any(k => k is OpCodeOperandKind.br16_1 or OpCodeOperandKind.br16_2)
            || name is "Retnw" or "Retnw_imm16"
        )
        {
            return Truncates;
        }

        if (
            kinds.Any(k => k is OpCodeOperandKind.farbr2_2 or OpCodeOperandKind.farbr4_2)
            || name.StartsWith("Jmp_m1616", StringComparison.Ordinal)
            || name.StartsWith("Call_m16", StringComparison.Ordinal)
            || name.StartsWith("Jmp_m16", StringComparison.Ordinal)
        )
        {
            return Tables;
        }

        if (name is "Jmp_rm16" or "Call_rm16")
        {
            return Truncates;
        }

        return
            name
                is "Pop_SS"
                    or "Popw_SS"
                    or "Popd_SS"
                    or "Popw_FS"
                    or "Popd_FS"
                    or "Popq_FS"
                    or "Popw_GS"
                    or "Popd_GS"
                    or "Popq_GS"
            ? ThreadBases
            : null;
    }

    private static bool IsInModel(Code code)
    {
        var instruction = new Instruction { Code = code, CodeSize = CodeSize.Code32 };
        return FeatureGate.Admit(model, ref instruction) && instruction.Code == code;
    }

    private static Dictionary<Mnemonic, string> Reasons()
    {
        var reasons = new Dictionary<Mnemonic, string>();
        Add(Tables, "Sgdt Sidt Sldt Str Smsw Lar Lsl Verr Verw Retf Iret Iretd Iretq");
        Add(Identity, "Cpuid Rdtsc Rdtscp Rdpmc Rdrand Rdseed Rdpid Xgetbv");
        Add(Traps, "Int Int1 Int3 Syscall Sysenter Sysexit Sysret Ud0 Ud1 Ud2 Hlt Rsm");
        Add(ThreadBases, "Lfs Lgs Lss Rdfsbase Rdgsbase Wrfsbase Wrgsbase");
        Add(Approximate, "Rcpps Rcpss Rsqrtps Rsqrtss");
        Add(Layout, "Xsave Xsave64 Xrstor Xrstor64 Xsaveopt Xsaveopt64 Xsavec Xsavec64");
        Add(
            Privileged,
            "Cli Sti Lgdt Lidt Lldt Ltr Lmsw Clts Invd Wbinvd Wbnoinvd Invlpg Invpcid Rdmsr Wrmsr Monitor Mwait Xsetbv Swapgs Clac Stac"
        );
        Add(Ports, "In Out Insb Insw Insd Outsb Outsw Outsd");
        return reasons;

        void Add(string reason, string names)
        {
            foreach (var name in names.Split(' '))
            {
                reasons.Add(Enum.Parse<Mnemonic>(name), reason);
            }
        }
    }
}
