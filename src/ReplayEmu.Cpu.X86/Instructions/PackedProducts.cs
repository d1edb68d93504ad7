using System;
using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>The low halves of the products.</summary>
internal readonly struct MultiplyLow<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        (a.As<byte, T>() * b.As<byte, T>()).AsByte();
}

internal readonly struct MultiplyHighSigned : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var low = Vector128.WidenLower(a.AsInt16()) * Vector128.WidenLower(b.AsInt16());
        var high = Vector128.WidenUpper(a.AsInt16()) * Vector128.WidenUpper(b.AsInt16());
        return Vector128.Narrow(low >> 16, high >> 16).AsByte();
    }
}

internal readonly struct MultiplyHighUnsigned : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var low = Vector128.WidenLower(a.AsUInt16()) * Vector128.WidenLower(b.AsUInt16());
        var high = Vector128.WidenUpper(a.AsUInt16()) * Vector128.WidenUpper(b.AsUInt16());
        return Vector128.Narrow(low >> 16, high >> 16).AsByte();
    }
}

/// <summary>Bits 30:15 of the signed products, rounded.</summary>
internal readonly struct MultiplyHighRounded : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var low = Vector128.WidenLower(a.AsInt16()) * Vector128.WidenLower(b.AsInt16());
        var high = Vector128.WidenUpper(a.AsInt16()) * Vector128.WidenUpper(b.AsInt16());
        var one = Vector128.Create(1);
        return Vector128.Narrow(((low >> 14) + one) >> 1, ((high >> 14) + one) >> 1).AsByte();
    }
}

/// <summary>Products of the even 32-bit elements.</summary>
internal readonly struct MultiplyEvenUnsigned : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Create((ulong)a.AsUInt32()[0] * b.AsUInt32()[0], (ulong)a.AsUInt32()[2] * b.AsUInt32()[2]).AsByte();
}

/// <inheritdoc cref="MultiplyEvenUnsigned"/>
internal readonly struct MultiplyEvenSigned : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Create((long)a.AsInt32()[0] * b.AsInt32()[0], (long)a.AsInt32()[2] * b.AsInt32()[2]).AsByte();
}

/// <summary>Sums of two neighbouring products; only all four being -32768 wraps.</summary>
internal readonly struct MultiplyAddWords : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var (x, y) = (a.AsInt16(), b.AsInt16());
        var result = Vector128<int>.Zero;
        for (var i = 0; i < 4; i++)
        {
            var sum = unchecked((x[2 * i] * y[2 * i]) + (x[(2 * i) + 1] * y[(2 * i) + 1]));
            result = result.WithElement(i, sum);
        }

        return result.AsByte();
    }
}

/// <summary>Saturated sums of two neighbouring products of unsigned (destination) and signed bytes.</summary>
internal readonly struct MultiplyAddBytes : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var signed = b.AsSByte();
        var result = Vector128<short>.Zero;
        for (var i = 0; i < 8; i++)
        {
            var sum = (a[2 * i] * signed[2 * i]) + (a[(2 * i) + 1] * signed[(2 * i) + 1]);
            result = result.WithElement(i, (short)Math.Clamp(sum, short.MinValue, short.MaxValue));
        }

        return result.AsByte();
    }
}

/// <summary>Rounded up.</summary>
internal readonly struct AverageBytes : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => (a | b) - ((a ^ b) >>> 1);
}

/// <inheritdoc cref="AverageBytes"/>
internal readonly struct AverageWords : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        ((a | b).AsUInt16() - ((a ^ b).AsUInt16() >>> 1)).AsByte();
}

/// <summary>Of the bytes of each half.</summary>
internal readonly struct SumOfDifferences : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var difference = Vector128.Max(a, b) - Vector128.Min(a, b);
        ulong low = 0;
        ulong high = 0;
        for (var i = 0; i < 8; i++)
        {
            low += difference[i];
            high += difference[i + 8];
        }

        return Vector128.Create(low, high).AsByte();
    }
}

/// <summary>The least unsigned word of the source and the place where it is first.</summary>
internal readonly struct MinimumPosition : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var words = b.AsUInt16();
        var place = 0;
        for (var i = 1; i < 8; i++)
        {
            place = words[i] < words[place] ? i : place;
        }

        return Vector128.CreateScalar(words[place] | ((uint)place << 16)).AsByte();
    }
}
