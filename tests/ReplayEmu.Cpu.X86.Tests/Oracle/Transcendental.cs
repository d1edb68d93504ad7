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

    /// <summary>Images that are the same but for neighbours in the x87 registers and C1.</summary>
    public static unsafe bool AreNear(in CpuImage a, in CpuImage b)
    {
        var copy = b;
        copy.Status = (ushort)((copy.Status & ~RoundedUp) | (a.Status & RoundedUp));
        for (var i = 0; i < 16; i += 2)
        {
            if (!AreNear(a.St[i + 1], a.St[i], b.St[i + 1], b.St[i]))
            {
                return false;
            }

            (copy.St[i], copy.St[i + 1]) = (a.St[i], a.St[i + 1]);
        }

        return a.Pieces().SequenceEqual(copy.Pieces());
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
