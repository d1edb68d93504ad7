namespace ReplayEmu.Cpu.Power.Float;

/// <summary>What loads and stores do between single and double precision (Book I, 4.6.2 and 4.6.3): nothing is rounded or signaled.</summary>
internal static class Formats
{
    /// <summary>The double with the value of a single; of a NaN the bits move.</summary>
    public static ulong Widen(uint single)
    {
        var sign = (ulong)(single >> 31) << 63;
        var exponent = (int)(single >> 23) & 0xff;
        ulong fraction = single & 0x7fffff;
        if (exponent == 0xff)
        {
            return sign | (0x7ffUL << 52) | (fraction << 29);
        }

        if (exponent == 0)
        {
            if (fraction == 0)
            {
                return sign;
            }

            var shift = System.Numerics.BitOperations.LeadingZeroCount((uint)fraction) - 8;
            fraction = (fraction << shift) & 0x7fffff;
            exponent = 1 - shift;
        }

        return sign | ((ulong)(exponent - 127 + 1023) << 52) | (fraction << 29);
    }

    /// <summary>The single that a double is stored as; of what has more bits those that fit.</summary>
    public static uint Narrow(ulong value)
    {
        var exponent = (int)(value >> 52) & 0x7ff;
        var sign = (uint)(value >> 32) & 0x80000000;
        if (exponent > 896 || (value & long.MaxValue) == 0)
        {
            return ((uint)(value >> 32) & 0xc0000000) | ((uint)(value >> 29) & 0x3fffffff);
        }

        // Below the least denormal the manual leaves it open; as with QEMU that is zero.
        var significand = (value & 0x000fffffffffffff) | (1UL << 52);
        return exponent >= 874 ? sign | (uint)(significand >> (896 + 30 - exponent)) : sign;
    }
}
