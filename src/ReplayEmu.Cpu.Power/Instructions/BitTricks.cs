using System.Numerics;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Bit fiddling behind some logical instructions.</summary>
internal static class BitTricks
{
    /// <summary>Each byte all ones where two are equal.</summary>
    public static ulong EqualBytes(ulong a, ulong b)
    {
        ulong result = 0;
        for (var shift = 0; shift < 64; shift += 8)
        {
            result |= ((a ^ b) >> shift & 0xff) == 0 ? 0xffUL << shift : 0;
        }

        return result;
    }

    /// <summary>Bit i of the result is the bit of <paramref name="bits"/> that byte i of the selector numbers from the left, 0 beyond 63.</summary>
    public static ulong Gather(ulong selector, ulong bits)
    {
        ulong result = 0;
        for (var i = 0; i < 8; i++)
        {
            var index = (int)(selector >> (8 * i) & 0xff);
            result |= index < 64 ? (bits >> (63 - index) & 1) << i : 0;
        }

        return result;
    }

    /// <summary>Number of ones in each element.</summary>
    public static ulong CountIn(ulong value, int width)
    {
        ulong result = 0;
        for (var shift = 0; shift < 64; shift += width)
        {
            var element = value >> shift & ((1UL << width) - 1);
            result |= (ulong)BitOperations.PopCount(element) << shift;
        }

        return result;
    }

    /// <summary>Two declets (densely packed decimal) of each word to six BCD digits, or back.</summary>
    public static ulong Declets(ulong value, bool toBinary)
    {
        ulong result = 0;
        for (var word = 0; word < 64; word += 32)
        {
            for (var i = 0; i < 2; i++)
            {
                var digits = toBinary
                    ? DensePack.Unpack((uint)(value >> (word + (10 * i))) & 0x3ff)
                    : DensePack.Pack((uint)(value >> (word + (12 * i))) & 0xfff);
                result |= (ulong)digits << (word + (toBinary ? 12 : 10) * i);
            }
        }

        return result;
    }
}
