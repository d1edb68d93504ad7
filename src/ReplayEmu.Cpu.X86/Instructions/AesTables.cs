using System.Numerics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>The substitution and column mixing of AES (FIPS 197, 4.2 and 5.1), computed from their definition.</summary>
internal static class AesTables
{
    private static readonly byte[] Forward = BuildForward();
    private static readonly byte[] Backward = BuildBackward();
    private static readonly uint[] MixForward = BuildMix(2, 1, 1, 3);
    private static readonly uint[] MixBackward = BuildMix(14, 9, 13, 11);

    public static byte Substitute(byte value) => Forward[value];

    public static byte SubstituteBack(byte value) => Backward[value];

    public static uint SubstituteWord(uint value) =>
        Forward[(byte)value]
        | ((uint)Forward[(byte)(value >> 8)] << 8)
        | ((uint)Forward[(byte)(value >> 16)] << 16)
        | ((uint)Forward[(byte)(value >> 24)] << 24);

    /// <summary>MixColumns of a column, whose first byte is the lowest.</summary>
    public static uint Mix(uint column) => Mix(MixForward, column);

    /// <summary>InvMixColumns.</summary>
    public static uint MixBack(uint column) => Mix(MixBackward, column);

    private static uint Mix(uint[] table, uint column) =>
        table[(byte)column]
        ^ BitOperations.RotateLeft(table[(byte)(column >> 8)], 8)
        ^ BitOperations.RotateLeft(table[(byte)(column >> 16)], 16)
        ^ BitOperations.RotateLeft(table[column >> 24], 24);

    /// <summary>Inverse in GF(2^8), then the affine transformation.</summary>
    private static byte[] BuildForward()
    {
        var table = new byte[256];
        for (var i = 0; i < 256; i++)
        {
            var x = i == 0 ? 0u : Inverse((byte)i);
            x |= x << 8;
            table[i] = (byte)(x ^ (x >> 4) ^ (x >> 5) ^ (x >> 6) ^ (x >> 7) ^ 0x63);
        }

        return table;
    }

    private static byte[] BuildBackward()
    {
        var table = new byte[256];
        for (var i = 0; i < 256; i++)
        {
            table[Forward[i]] = (byte)i;
        }

        return table;
    }

    /// <summary>What one byte adds to its column.</summary>
    private static uint[] BuildMix(byte first, byte second, byte third, byte fourth)
    {
        var table = new uint[256];
        for (var i = 0; i < 256; i++)
        {
            var value = (byte)i;
            table[i] =
                Multiply(first, value)
                | (Multiply(second, value) << 8)
                | (Multiply(third, value) << 16)
                | (Multiply(fourth, value) << 24);
        }

        return table;
    }

    /// <summary>The power 254.</summary>
    private static uint Inverse(byte value)
    {
        var result = 1u;
        for (var i = 0; i < 254; i++)
        {
            result = Multiply((byte)result, value);
        }

        return result;
    }

    /// <summary>In GF(2^8) modulo x^8 + x^4 + x^3 + x + 1.</summary>
    private static uint Multiply(byte a, byte b)
    {
        var product = 0u;
        for (uint i = a, shifted = b; i != 0; i >>= 1)
        {
            product ^= (i & 1) != 0 ? shifted : 0;
            shifted = (shifted << 1) ^ ((shifted & 0x80) != 0 ? 0x11bu : 0);
        }

        return product;
    }
}
