using System;
using System.Linq;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Which instructions the floating-point oracle runs.</summary>
internal static class FloatCodes
{
    private static readonly string[] arithmetic =
    [
        "Fisttp",
        "Addp",
        "Adds",
        "Subp",
        "Subs",
        "Mulp",
        "Muls",
        "Divp",
        "Divs",
        "Sqrt",
        "Minp",
        "Mins",
        "Maxp",
        "Maxs",
        "Cmpp",
        "Cmps",
        "Comis",
        "Ucomis",
        "Cvt",
        "Haddp",
        "Hsubp",
        "Round",
        "Dpp",
        "Rcp",
        "Rsqrt",
    ];

    public static bool IsFloat(CpuidFeature feature) =>
        feature
            is CpuidFeature.FPU
                or CpuidFeature.FPU287
                or CpuidFeature.FPU387
                or CpuidFeature.MMX
                or CpuidFeature.SSE
                or CpuidFeature.SSE2
                or CpuidFeature.SSE3
                or CpuidFeature.SSSE3
                or CpuidFeature.SSE4_1
                or CpuidFeature.SSE4_2
                or CpuidFeature.SSE4A
                or CpuidFeature.AES
                or CpuidFeature.PCLMULQDQ;

    /// <summary>Instructions of the x87, and those of SSE that compute with floating-point numbers.</summary>
    public static bool IsArithmetic(Code code)
    {
        var name = code.Mnemonic().ToString();
        return code.CpuidFeatures().Any(static f => f is CpuidFeature.FPU or CpuidFeature.FPU287 or CpuidFeature.FPU387)
            || (code.CpuidFeatures().Any(IsFloat) && arithmetic.Any(a => name.StartsWith(a, StringComparison.Ordinal)));
    }
}
