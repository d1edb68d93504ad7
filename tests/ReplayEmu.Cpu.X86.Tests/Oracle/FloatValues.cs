using System;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Random floating-point operands, mostly where rounding, range and kinds of numbers have their corners.</summary>
internal static class FloatValues
{
    private static readonly int[] extendedExponents =
    [
        0,
        0,
        1,
        2,
        0x7fff,
        0x7fff,
        0x7ffe,
        0x3fff,
        0x3ffe,
        0x4000,
        0x3f81,
        0x3f80,
        0x407e,
        0x3c01,
        0x3c00,
        0x43fe,
        0x403e,
        0x401e,
        0x400e,
    ];

    /// <summary>Eighty bits; half of the finite ones have an exponent near <paramref name="near"/>.</summary>
    public static (ulong Significand, ushort SignExponent) Extended(CaseRandom random, int near)
    {
        var exponent = random.Below(4) switch
        {
            0 => random.Below(0x8000),
            1 => extendedExponents[random.Below(extendedExponents.Length)] + random.Below(5) - 2,
            2 => 0x3fff + random.Below(200) - 100,
            _ => near + random.Below(140) - 70,
        };
        exponent = Math.Clamp(exponent, 0, 0x7fff);
        var significand = Significand(random);
        if (exponent != 0 && !random.OneIn(20))
        {
            significand |= 1UL << 63;
        }

        return (significand, (ushort)(exponent | (random.Below(2) << 15)));
    }

    public static uint Single(CaseRandom random, int near)
    {
        var exponent = random.Below(4) switch
        {
            0 => random.Below(256),
            1 => random.Below(4) is var i && i < 2 ? i * 255 : i,
            2 => 127 + random.Below(40) - 20,
            _ => near - 0x3fff + 127 + random.Below(60) - 30,
        };
        var fraction = (uint)((Significand(random) << 1) >> 41);
        return (uint)(random.Below(2) << 31) | ((uint)Math.Clamp(exponent, 0, 255) << 23) | fraction;
    }

    public static ulong Double(CaseRandom random, int near)
    {
        var exponent = random.Below(4) switch
        {
            0 => random.Below(2048),
            1 => random.Below(4) is var i && i < 2 ? i * 2047 : i,
            2 => 1023 + random.Below(120) - 60,
            _ => near - 0x3fff + 1023 + random.Below(120) - 60,
        };
        var fraction = (Significand(random) << 1) >> 12;
        return ((ulong)random.Below(2) << 63) | ((ulong)Math.Clamp(exponent, 0, 2047) << 52) | fraction;
    }

    /// <summary>Eight bytes of memory: of any format, or an integer at a boundary.</summary>
    public static ulong Memory(CaseRandom random, int near)
    {
        switch (random.Below(4))
        {
            case 0:
                return Double(random, near);
            case 1:
                return Single(random, near) | ((ulong)Single(random, near) << 32);
            case 2:
                return random.Operand() | ((ulong)random.Operand() << 32);
            default:
                var bits = random.Next();
                return random.Below(3) switch
                {
                    0 => bits,
                    1 => bits >> random.Below(64),
                    _ => (ulong)-(long)(bits >> random.Below(64)),
                };
        }
    }

    /// <summary>Bits that are random, few, many, or a tie or nearly one at 24 or 53 bits.</summary>
    private static ulong Significand(CaseRandom random)
    {
        var bits = random.Next();
        return random.Below(9) switch
        {
            0 => 0,
            1 => ulong.MaxValue,
            2 => ulong.MaxValue << random.Below(64),
            3 => 1UL << random.Below(64),
            4 => bits << random.Below(64),
            5 => bits >> random.Below(64),
            6 => (bits & ~0UL << 40) | (1UL << 39) | (random.OneIn(2) ? 0 : random.Next() & 3),
            7 => (bits & ~0UL << 11) | (1UL << 10) | (random.OneIn(2) ? 0 : random.Next() & 3),
            _ => bits,
        };
    }
}
