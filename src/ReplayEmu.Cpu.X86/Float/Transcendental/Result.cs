using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>The end of a transcendental instruction, which rounds as the control word says but always to 64 bits (SDM volume 1, 8.1.5.2).</summary>
internal static class Result
{
    /// <summary>For a value that is no number of the format: something follows its last bit.</summary>
    public static Real Inexact(ref FloatContext c, in Wide value) =>
        Rounding.Round(ref c, FloatFormat.Extended, value.Sign, value.Exponent, value.Significand | UInt128.One);

    /// <summary>
    /// For a value that may be a number of the format. The precision exception, and underflow for a denormal, are raised
    /// all the same, as processors do for every result that they compute.
    /// </summary>
    public static Real Computed(ref FloatContext c, in Wide value)
    {
        var result = Rounding.Round(ref c, FloatFormat.Extended, value.Sign, value.Exponent, value.Significand);
        var denormal = result.Kind == FloatKind.Finite && result.Significand >> 63 == 0;
        c.Flags |= FloatFlag.Precision | (denormal ? FloatFlag.Underflow : 0);
        return result;
    }
}
