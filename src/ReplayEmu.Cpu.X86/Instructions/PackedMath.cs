using System;
using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Packed arithmetic that has no vector operation on every host.</summary>
internal static class PackedMath
{
    public static Vector128<short> MultiplyHighSigned(Vector128<short> a, Vector128<short> b)
    {
        var low = Vector128.WidenLower(a) * Vector128.WidenLower(b);
        var high = Vector128.WidenUpper(a) * Vector128.WidenUpper(b);
        return Vector128.Narrow(low >> 16, high >> 16);
    }

    public static Vector128<ushort> MultiplyHighUnsigned(Vector128<ushort> a, Vector128<ushort> b)
    {
        var low = Vector128.WidenLower(a) * Vector128.WidenLower(b);
        var high = Vector128.WidenUpper(a) * Vector128.WidenUpper(b);
        return Vector128.Narrow(low >> 16, high >> 16);
    }

    /// <summary>Products of the even 32-bit elements.</summary>
    public static Vector128<ulong> MultiplyEven(Vector128<ulong> a, Vector128<ulong> b) =>
        Vector128.Create(
            (a[0] & uint.MaxValue) * (b[0] & uint.MaxValue),
            (a[1] & uint.MaxValue) * (b[1] & uint.MaxValue)
        );

    /// <summary>Sums of two neighbouring products; only all four being -32768 wraps.</summary>
    public static Vector128<int> MultiplyAdd(Vector128<short> a, Vector128<short> b)
    {
        var result = Vector128<int>.Zero;
        for (var i = 0; i < 4; i++)
        {
            var sum = unchecked((a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1]));
            result = result.WithElement(i, sum);
        }

        return result;
    }

    /// <summary>Rounded up.</summary>
    public static Vector128<byte> Average(Vector128<byte> a, Vector128<byte> b) => (a | b) - ((a ^ b) >>> 1);

    /// <inheritdoc cref="Average(Vector128{byte}, Vector128{byte})"/>
    public static Vector128<ushort> Average(Vector128<ushort> a, Vector128<ushort> b) => (a | b) - ((a ^ b) >>> 1);

    /// <summary>Of the bytes of each half.</summary>
    public static Vector128<ulong> SumOfDifferences(Vector128<byte> a, Vector128<byte> b)
    {
        var difference = Vector128.Max(a, b) - Vector128.Min(a, b);
        ulong low = 0;
        ulong high = 0;
        for (var i = 0; i < 8; i++)
        {
            low += difference[i];
            high += difference[i + 8];
        }

        return Vector128.Create(low, high);
    }
}

/// <summary>Shifts of every element by one count, which may be greater than the element.</summary>
internal static class PackedShift
{
    public static Vector128<ushort> Left(Vector128<ushort> a, ulong count) => count > 15 ? default : a << (int)count;

    public static Vector128<uint> Left(Vector128<uint> a, ulong count) => count > 31 ? default : a << (int)count;

    public static Vector128<ulong> Left(Vector128<ulong> a, ulong count) => count > 63 ? default : a << (int)count;

    public static Vector128<ushort> Right(Vector128<ushort> a, ulong count) => count > 15 ? default : a >> (int)count;

    public static Vector128<uint> Right(Vector128<uint> a, ulong count) => count > 31 ? default : a >> (int)count;

    public static Vector128<ulong> Right(Vector128<ulong> a, ulong count) => count > 63 ? default : a >> (int)count;

    public static Vector128<short> Arithmetic(Vector128<short> a, ulong count) => a >> (int)Math.Min(count, 15);

    public static Vector128<int> Arithmetic(Vector128<int> a, ulong count) => a >> (int)Math.Min(count, 31);
}
