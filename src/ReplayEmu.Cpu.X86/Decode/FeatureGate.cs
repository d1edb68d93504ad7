using Iced.Intel;
using ReplayEmu.Cpu.X86.Model;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>
/// Which instructions a CPU model has. One that it lacks is undefined, unless its encoding means something else on a CPU that
/// does not know it: a reserved NOP, or an older instruction with a prefix that is ignored.
/// </summary>
internal static class FeatureGate
{
    /// <summary>False when the instruction is undefined on the model; otherwise it is replaced by what the model sees.</summary>
    public static bool Admit(CpuModel model, ref Instruction instruction)
    {
        var code = instruction.Code;
        foreach (var feature in code.CpuidFeatures())
        {
            if (!Has(model, feature))
            {
                return Replace(model, feature, ref instruction);
            }
        }

        return instruction.CodeSize != CodeSize.Code64 || !DependsOnMode(code) || model.Has(CpuFeature.LahfLm);
    }

    /// <summary>LAHF and SAHF: the first CPUs with a 64-bit mode lacked them there.</summary>
    public static bool DependsOnMode(Code code) => code is Code.Lahf or Code.Sahf;

    private static bool Replace(CpuModel model, CpuidFeature absent, ref Instruction instruction)
    {
        var older = instruction.Code switch
        {
            Code.Lzcnt_r16_rm16 => Code.Bsr_r16_rm16,
            Code.Lzcnt_r32_rm32 => Code.Bsr_r32_rm32,
            Code.Lzcnt_r64_rm64 => Code.Bsr_r64_rm64,
            Code.Tzcnt_r16_rm16 => Code.Bsf_r16_rm16,
            Code.Tzcnt_r32_rm32 => Code.Bsf_r32_rm32,
            Code.Tzcnt_r64_rm64 => Code.Bsf_r64_rm64,
            Code.Wbnoinvd => Code.Wbinvd,
            _ => Code.INVALID,
        };
        if (older != Code.INVALID)
        {
            instruction.Code = older;
            return true;
        }

        if (!IsReservedNop(model, absent, instruction.Code))
        {
            return false;
        }

        // Operands do not matter: NOP of the same length, which does not access memory.
        var length = instruction.Length;
        var size = instruction.CodeSize;
        instruction = new Instruction
        {
            Code = Code.Nopd,
            Length = length,
            CodeSize = size,
        };
        return true;
    }

    /// <summary>Encodings in 0F 0D, 0F 18 to 0F 1F, which are reserved NOPs from the Pentium Pro on.</summary>
    private static bool IsReservedNop(CpuModel model, CpuidFeature absent, Code code) =>
        model.Family >= 6
        && (
            absent is CpuidFeature.MPX or CpuidFeature.CET_IBT or CpuidFeature.CLDEMOTE or CpuidFeature.PREFETCHITI
            || (
                absent is CpuidFeature.PREFETCHW or CpuidFeature.PREFETCHWT1 or CpuidFeature.D3NOW
                && code is Code.Prefetch_m8 or Code.Prefetchw_m8 or Code.Prefetchwt1_m8
                && model.Has(CpuFeature.Lm)
            )
            || code is Code.Rdsspd_r32 or Code.Rdsspq_r64
            || (code is Code.Prefetchnta_m8 or Code.Prefetcht0_m8 or Code.Prefetcht1_m8 or Code.Prefetcht2_m8)
        );

    internal static bool Has(CpuModel model, CpuidFeature feature) =>
        feature switch
        {
            CpuidFeature.INTEL8086
            or CpuidFeature.INTEL186
            or CpuidFeature.INTEL286
            or CpuidFeature.INTEL386
            or CpuidFeature.INTEL486
            or CpuidFeature.CPUID
            or CpuidFeature.PAUSE
            or CpuidFeature.UDBG
            or CpuidFeature.SMM => true,
            CpuidFeature.FPU or CpuidFeature.FPU287 or CpuidFeature.FPU387 => model.Has(CpuFeature.Fpu),
            CpuidFeature.MULTIBYTENOP or CpuidFeature.RDPMC => model.Family >= 6,
            CpuidFeature.TSC => model.Has(CpuFeature.Tsc),
            CpuidFeature.MSR => model.Has(CpuFeature.Msr),
            CpuidFeature.CX8 => model.Has(CpuFeature.Cx8),
            CpuidFeature.SEP => model.Has(CpuFeature.Sep),
            CpuidFeature.CMOV => model.Has(CpuFeature.Cmov),
            CpuidFeature.CLFSH => model.Has(CpuFeature.Clflush),
            CpuidFeature.MMX => model.Has(CpuFeature.Mmx),
            CpuidFeature.FXSR => model.Has(CpuFeature.Fxsr),
            CpuidFeature.SSE => model.Has(CpuFeature.Sse),
            CpuidFeature.SSE2 => model.Has(CpuFeature.Sse2),
            CpuidFeature.SSE3 => model.Has(CpuFeature.Sse3),
            CpuidFeature.PCLMULQDQ => model.Has(CpuFeature.Pclmulqdq),
            CpuidFeature.MONITOR => model.Has(CpuFeature.Monitor),
            CpuidFeature.SSSE3 => model.Has(CpuFeature.Ssse3),
            CpuidFeature.CMPXCHG16B => model.Has(CpuFeature.Cx16),
            CpuidFeature.SSE4_1 => model.Has(CpuFeature.Sse41),
            CpuidFeature.SSE4_2 => model.Has(CpuFeature.Sse42),
            CpuidFeature.MOVBE => model.Has(CpuFeature.Movbe),
            CpuidFeature.POPCNT => model.Has(CpuFeature.Popcnt),
            CpuidFeature.AES => model.Has(CpuFeature.Aes),
            CpuidFeature.XSAVE => model.Has(CpuFeature.Xsave),
            CpuidFeature.RDRAND => model.Has(CpuFeature.Rdrand),
            CpuidFeature.SYSCALL => model.Has(CpuFeature.Syscall),
            CpuidFeature.RDTSCP => model.Has(CpuFeature.Rdtscp),
            CpuidFeature.X64 => model.Has(CpuFeature.Lm),
            CpuidFeature.SVM => model.Has(CpuFeature.Svm),
            // SKINIT and STGI are SVM's own without the SKINIT bit, too.
            CpuidFeature.SKINIT_or_SVM => model.Has(CpuFeature.Svm),
            CpuidFeature.LZCNT => model.Has(CpuFeature.Abm),
            CpuidFeature.SSE4A => model.Has(CpuFeature.Sse4a),
            CpuidFeature.PREFETCHW => model.Has(CpuFeature.Prefetchw),
            CpuidFeature.FSGSBASE => model.Has(CpuFeature.Fsgsbase),
            CpuidFeature.INVPCID => model.Has(CpuFeature.Invpcid),
            CpuidFeature.RDSEED => model.Has(CpuFeature.Rdseed),
            CpuidFeature.ADX => model.Has(CpuFeature.Adx),
            CpuidFeature.CLFLUSHOPT => model.Has(CpuFeature.Clflushopt),
            CpuidFeature.CLWB => model.Has(CpuFeature.Clwb),
            CpuidFeature.XSAVEOPT => model.Has(CpuFeature.Xsaveopt),
            CpuidFeature.SMAP => model.Has(CpuFeature.Smap),
            _ => false,
        };
}
