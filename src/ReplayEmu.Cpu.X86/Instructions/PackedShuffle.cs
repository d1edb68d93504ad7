using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Moves of elements between and within operands.</summary>
internal static unsafe class PackedShuffle
{
    /// <summary>Elements of both operands by turns, from byte <paramref name="start"/> on.</summary>
    public static Vector128<byte> Unpack<T>(Vector128<byte> a, Vector128<byte> b, int start)
        where T : unmanaged
    {
        var result = Vector128<byte>.Zero;
        var to = (T*)&result;
        var first = (T*)((byte*)&a + start);
        var second = (T*)((byte*)&b + start);
        for (var i = 0; i < 8 / sizeof(T); i++)
        {
            to[2 * i] = first[i];
            to[(2 * i) + 1] = second[i];
        }

        return result;
    }

    /// <summary>The even (<paramref name="start"/> 0) or odd (1) elements of both operands.</summary>
    public static Vector128<byte> EveryOther<T>(Vector128<byte> a, Vector128<byte> b, int start)
        where T : unmanaged
    {
        var half = 8 / sizeof(T);
        var result = Vector128<byte>.Zero;
        var to = (T*)&result;
        for (var i = 0; i < half; i++)
        {
            to[i] = ((T*)&a)[(2 * i) + start];
            to[half + i] = ((T*)&b)[(2 * i) + start];
        }

        return result;
    }

    /// <param name="mask">Which bits of an index count.</param>
    public static Vector128<byte> Bytes(Vector128<byte> a, Vector128<byte> order, int mask)
    {
        var result = Vector128<byte>.Zero;
        for (var i = 0; i < 16; i++)
        {
            var index = ((byte*)&order)[i];
            ((byte*)&result)[i] = index >= 0x80 ? (byte)0 : ((byte*)&a)[index & mask];
        }

        return result;
    }

    /// <summary>Shifts the whole by bytes: left for positive counts.</summary>
    public static Vector128<byte> ShiftBytes(Vector128<byte> a, int count)
    {
        var result = Vector128<byte>.Zero;
        for (var i = 0; i < 16; i++)
        {
            var from = i - count;
            ((byte*)&result)[i] = from is >= 0 and < 16 ? ((byte*)&a)[from] : (byte)0;
        }

        return result;
    }

    /// <summary>Words of 8 bytes in the order of an immediate, two bits each.</summary>
    public static ulong Words(ulong source, int order)
    {
        ulong result = 0;
        for (var i = 0; i < 4; i++)
        {
            result |= ((source >> (16 * ((order >> (2 * i)) & 3))) & 0xffff) << (16 * i);
        }

        return result;
    }
}
