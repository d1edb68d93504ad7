using System;
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

    /// <summary>Signed words to unsigned bytes, saturated.</summary>
    public static Vector128<byte> PackUnsigned(Vector128<short> a, Vector128<short> b)
    {
        var result = Vector128<byte>.Zero;
        for (var i = 0; i < 8; i++)
        {
            ((byte*)&result)[i] = (byte)Math.Clamp(a[i], (short)0, (short)255);
            ((byte*)&result)[i + 8] = (byte)Math.Clamp(b[i], (short)0, (short)255);
        }

        return result;
    }

    /// <summary>The low halves: two MMX operands as one.</summary>
    public static Vector128<byte> Join(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Create(a.AsUInt64()[0], b.AsUInt64()[0]).AsByte();

    /// <summary>Shifts the whole by bytes: left for positive counts.</summary>
    public static Vector128<byte> ShiftBytes(Vector128<byte> a, int count)
    {
        var result = Vector128<byte>.Zero;
        for (var i = 0; i < 16; i++)
        {
            var from = i - count;
            ((byte*)&result)[i] = from is >= 0 and < 16 ? a[from] : (byte)0;
        }

        return result;
    }
}
