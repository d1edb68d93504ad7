namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>Contents of vector-scalar registers in which floating-point instructions meet their cases often.</summary>
internal static class FloatOperands
{
    /// <summary>Bits of FPSCR that a case may begin with: no exception is enabled, for a program would get a signal.</summary>
    private const ulong Status = 0x9ff_ff707UL | (7UL << 32);
    private const ulong AllInvalid = 0x1f80700;
    private const ulong Invalid = 1UL << 29;

    /// <summary>Both doublewords of a register.</summary>
    public static (ulong High, ulong Low) Register(ref SplitMix random) =>
        random.Below(8) switch
        {
            0 => (VectorCase.Interesting(ref random), VectorCase.Interesting(ref random)),
            1 or 2 => (Singles(ref random), Singles(ref random)),
            3 => (Number(ref random, 48, 15), VectorCase.Interesting(ref random)),
            4 => (Halves(ref random), Halves(ref random)),
            _ => (Number(ref random, 52, 11), Number(ref random, 52, 11)),
        };

    /// <summary>
    /// A state of FPSCR that is consistent. FX is set, for QEMU sets it with every exception and not only, as the manual says, when an
    /// exception bit was clear before.
    /// </summary>
    public static ulong StatusRegister(ref SplitMix random)
    {
        var value = random.Next() & random.Next() & Status;
        value |= (random.Next() & 3) | (1UL << 31);
        return (value & AllInvalid) != 0 ? value | Invalid : value;
    }

    private static ulong Singles(ref SplitMix random) =>
        (Number(ref random, 23, 8) << 32) | (uint)Number(ref random, 23, 8);

    private static ulong Halves(ref SplitMix random)
    {
        ulong value = 0;
        for (var i = 0; i < 4; i++)
        {
            value = (value << 16) | (ushort)Number(ref random, 10, 5);
        }

        return value;
    }

    /// <summary>A binary number of one of the formats; of a quad its first half.</summary>
    private static ulong Number(ref SplitMix random, int fractionBits, int exponentBits)
    {
        var special = (1UL << exponentBits) - 1;
        var bias = special >> 1;
        var exponent = random.Below(12) switch
        {
            0 => 0UL,
            1 => special,
            2 => special - 1 - (ulong)random.Below(3),
            3 => 1 + (ulong)random.Below(3),
            4 => random.Next() & special,
            5 => bias + (bias / 2) + (ulong)random.Below(8),
            6 => (bias / 2) + (ulong)random.Below(8),
            7 => bias + (ulong)random.Below(70),
            _ => bias - 4 + (ulong)random.Below(9),
        };
        exponent &= special;
        var all = (1UL << fractionBits) - 1;
        var any = random.Next();
        var fraction = random.Below(10) switch
        {
            0 or 1 => 0UL,
            2 => all,
            3 => 1UL << random.Below(fractionBits),
            4 => any & (all << (fractionBits / 2)),
            5 => any & (all << (fractionBits - 4)),
            6 => 1UL << (fractionBits - 1),
            7 => any & 7,
            _ => any,
        };
        return ((random.Next() & 1) << (fractionBits + exponentBits)) | (exponent << fractionBits) | (fraction & all);
    }
}
