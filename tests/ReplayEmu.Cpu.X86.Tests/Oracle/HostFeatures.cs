using System.Linq;
using System.Runtime.Intrinsics.X86;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>What the host's processor has: it cannot be asked about other instructions.</summary>
internal static class HostFeatures
{
    private const int Extended = unchecked((int)0x80000001);

    public static bool Has(Code code) => code.CpuidFeatures().All(Has);

    private static bool Has(CpuidFeature feature) =>
        feature switch
        {
            CpuidFeature.INTEL8086
            or CpuidFeature.INTEL186
            or CpuidFeature.INTEL286
            or CpuidFeature.INTEL386
            or CpuidFeature.INTEL486
            or CpuidFeature.PAUSE
            or CpuidFeature.FPU
            or CpuidFeature.FPU287
            or CpuidFeature.FPU387
            or CpuidFeature.MULTIBYTENOP
            or CpuidFeature.CX8
            or CpuidFeature.CMOV
            or CpuidFeature.CLFSH
            or CpuidFeature.MMX
            or CpuidFeature.FXSR
            or CpuidFeature.SSE
            or CpuidFeature.SSE2
            or CpuidFeature.X64 => X86Base.X64.IsSupported,
            CpuidFeature.SSE3 => Bit(1, 0),
            CpuidFeature.PCLMULQDQ => Bit(1, 1),
            CpuidFeature.SSSE3 => Bit(1, 9),
            CpuidFeature.CMPXCHG16B => Bit(1, 13),
            CpuidFeature.SSE4_1 => Bit(1, 19),
            CpuidFeature.SSE4_2 => Bit(1, 20),
            CpuidFeature.MOVBE => Bit(1, 22),
            CpuidFeature.POPCNT => Bit(1, 23),
            CpuidFeature.AES => Bit(1, 25),
            CpuidFeature.LZCNT => Bit(Extended, 5),
            CpuidFeature.SSE4A => Bit(Extended, 6),
            CpuidFeature.PREFETCHW => Bit(Extended, 8),
            CpuidFeature.ADX => Bit7(19),
            CpuidFeature.CLFLUSHOPT => Bit7(23),
            CpuidFeature.CLWB => Bit7(24),
            _ => false,
        };

    /// <summary>A bit of ECX.</summary>
    private static bool Bit(int leaf, int bit) => (X86Base.CpuId(leaf, 0).Ecx >> bit & 1) != 0;

    /// <summary>A bit of EBX of leaf 7.</summary>
    private static bool Bit7(int bit) => (X86Base.CpuId(7, 0).Ebx >> bit & 1) != 0;
}
