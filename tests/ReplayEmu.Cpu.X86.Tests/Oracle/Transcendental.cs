using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// What may differ between processors: a transcendental instruction is within 1 ulp (SDM volume 1, 8.3.10), so that the last bit and
/// with it C1 are each processor's own.
/// </summary>
internal static class Transcendental
{
    public const int RoundedUp = 0x200;

    public static bool Is(Mnemonic mnemonic) =>
        mnemonic
            is Mnemonic.F2xm1
                or Mnemonic.Fyl2x
                or Mnemonic.Fyl2xp1
                or Mnemonic.Fptan
                or Mnemonic.Fpatan
                or Mnemonic.Fsin
                or Mnemonic.Fcos
                or Mnemonic.Fsincos;

    /// <summary>Neighbours among the numbers of 80 bits, or the same.</summary>
    public static bool AreNear(ulong exponentA, ulong significandA, ulong exponentB, ulong significandB)
    {
        var difference = Ordinal(exponentA, significandA) - Ordinal(exponentB, significandB);
        return difference >= -1 && difference <= 1;
    }

    private static Int128 Ordinal(ulong signExponent, ulong significand)
    {
        var exponent = signExponent & 0x7fff;
        // Denormals and the least normal binade have the same distance between numbers.
        var magnitude =
            exponent == 0x7fff || exponent == 0
                ? ((Int128)exponent << 63) + (Int128)significand
                : ((Int128)exponent << 63) + (Int128)(significand & (ulong.MaxValue >> 1));
        return (signExponent & 0x8000) != 0 ? -magnitude : magnitude;
    }
}
