using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Float;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// Single and double arithmetic by the host, where every IEEE 754 host gives the same: operands that are normal or zero, rounding
/// to nearest, results that are normal and away from underflow. Then the only exception that there can be is precision, which
/// is found exactly. Everything else is for the softfloat. Singles are computed as doubles and rounded once more, which is
/// exact for these operations (twice 24 bits and two more fit into 53).
/// </summary>
internal static class HostArithmetic
{
    /// <summary>Bits of the significand, the hidden one included.</summary>
    private const int DoublePrecision = 53;
    private const ulong DoubleFraction = (1UL << 52) - 1;

    /// <summary>2^52 + 2^51: adding and subtracting it rounds what is below 2^51 to an integer.</summary>
    private const double RoundingConstant = 6755399441055744.0;

    /// <summary>False: compute otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCompute<TOperation, T>(ref FloatContext c, T a, T b, out T result)
        where T : unmanaged, IBinaryInteger<T>
    {
        result = T.Zero;
        if (!IsSimple(c) || !IsOrdinary(b) || (typeof(TOperation) != typeof(FloatSquareRoot) && !IsOrdinary(a)))
        {
            return false;
        }

        var (x, y) = (Value(a), Value(b));
        double exact;
        bool mayBeZero;
        if (typeof(TOperation) == typeof(FloatAdd))
        {
            (exact, mayBeZero) = (x + y, true);
        }
        else if (typeof(TOperation) == typeof(FloatSubtract))
        {
            y = -y;
            (exact, mayBeZero) = (x + y, true);
        }
        else if (typeof(TOperation) == typeof(FloatMultiply))
        {
            (exact, mayBeZero) = (x * y, x == 0 || y == 0);
        }
        else if (typeof(TOperation) == typeof(FloatDivide))
        {
            (exact, mayBeZero) = (x / y, x == 0);
        }
        else if (typeof(TOperation) == typeof(FloatSquareRoot))
        {
            (exact, mayBeZero) = (Math.Sqrt(y), y == 0);
        }
        else
        {
            return false;
        }

        result = Bits<T>(exact);
        if (!IsSafe(result) && !(mayBeZero && IsZero(result)))
        {
            return false;
        }

        if ((c.Flags & FloatFlag.Precision) == 0 && IsInexact<TOperation, T>(x, y, exact, Value(result)))
        {
            c.Flags |= FloatFlag.Precision;
        }

        return true;
    }

    /// <summary>False for NaNs, infinities and denormals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCompare<T>(T a, T b, out Relation relation)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (x, y) = (Value(a), Value(b));
        relation =
            x < y ? Relation.Less
            : x > y ? Relation.Greater
            : Relation.Equal;
        return IsOrdinary(a) && IsOrdinary(b);
    }

    /// <summary>Between single and double. False: convert otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryConvert<TFrom, TTo>(ref FloatContext c, TFrom value, out TTo result)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo> => TryRound(ref c, Value(value), IsOrdinary(value), out result);

    /// <summary>From an integer. False: convert otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFromInteger<TTo>(ref FloatContext c, long value, out TTo result)
        where TTo : unmanaged, IBinaryInteger<TTo> =>
        TryRound(ref c, value, value is > -(1L << DoublePrecision) and < 1L << DoublePrecision, out result);

    /// <summary>To an integer of 32 or 64 bits. False: convert otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryToInteger<TFrom>(ref FloatContext c, int rounding, TFrom value, int bits, out long result)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
    {
        var x = Value(value);
        result = 0;
        var limit = bits == 32 ? (double)(1L << 31) : 1L << 51;
        if (
            !c.IsMasked(FloatFlag.Precision)
            || rounding is not (RoundingMode.Nearest or RoundingMode.TowardZero)
            || !IsOrdinary(value)
            || !(Math.Abs(x) < limit)
        )
        {
            return false;
        }

        var whole = rounding == RoundingMode.Nearest ? x + RoundingConstant - RoundingConstant : x;
        result = (long)whole;
        if (result >= (long)limit)
        {
            return false;
        }

        c.Flags |= result != x ? FloatFlag.Precision : 0;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRound<TTo>(ref FloatContext c, double value, bool isOrdinary, out TTo result)
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        result = Bits<TTo>(value);
        if (!IsSimple(c) || !isOrdinary || (value != 0 && !IsSafe(result)))
        {
            return false;
        }

        c.Flags |= Value(result) != value ? FloatFlag.Precision : 0;
        return true;
    }

    private static bool IsSimple(in FloatContext c) =>
        c.Rounding == RoundingMode.Nearest && c.IsMasked(FloatFlag.Precision);

    /// <param name="y">Of a subtraction: negated.</param>
    /// <param name="exact">The result rounded to double.</param>
    /// <param name="rounded">The result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInexact<TOperation, T>(double x, double y, double exact, double rounded)
    {
        if (typeof(TOperation) == typeof(FloatAdd) || typeof(TOperation) == typeof(FloatSubtract))
        {
            // What the sum lost (Knuth, The Art of Computer Programming, 4.2.2, theorem B).
            var second = exact - x;
            var lost = x - (exact - second) + (y - second);
            return lost != 0 || rounded != exact;
        }

        if (typeof(TOperation) == typeof(FloatMultiply))
        {
            return typeof(T) == typeof(uint) ? rounded != exact : IsProductInexact(x, y, exact);
        }

        // Quotient and root are exact when the reverse operation is and leads back.
        var factor = typeof(TOperation) == typeof(FloatSquareRoot) ? rounded : y;
        var product = typeof(TOperation) == typeof(FloatSquareRoot) ? y : x;
        var back = rounded * factor;
        return back != product || (typeof(T) != typeof(uint) && IsProductInexact(rounded, factor, back));
    }

    /// <summary>Whether the product of two doubles, normal or zero, has more bits than <paramref name="product"/>.</summary>
    private static bool IsProductInexact(double x, double y, double product)
    {
        if (product == 0)
        {
            return false;
        }

        var (a, b, p) = (Bits<ulong>(x), Bits<ulong>(y), Bits<ulong>(product));
        var zeros =
            BitOperations.TrailingZeroCount((a & DoubleFraction) | (1UL << 52))
            + BitOperations.TrailingZeroCount((b & DoubleFraction) | (1UL << 52));
        // The whole product has 105 bits, or 106 when the exponent is one more than the sum.
        var carry = Exponent(p) - Exponent(a) - Exponent(b);
        return zeros < DoublePrecision - 1 + carry;
    }

    /// <summary>Without its bias.</summary>
    private static int Exponent(ulong bits) => ((int)(bits >> 52) & 0x7ff) - 1023;

    /// <summary>Normal or zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOrdinary<T>(T bits)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(uint)
            ? (uint.CreateTruncating(bits) >> 23 & 0xff) - 1 < 0xfe || uint.CreateTruncating(bits) << 1 == 0
            : (ulong.CreateTruncating(bits) >> 52 & 0x7ff) - 1 < 0x7fe || ulong.CreateTruncating(bits) << 1 == 0;

    /// <summary>Finite and greater than the least normal numbers, so that no rounding came near to underflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSafe<T>(T bits)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(uint)
            ? (uint.CreateTruncating(bits) >> 23 & 0xff) - 2 < 0xfd
            : (ulong.CreateTruncating(bits) >> 52 & 0x7ff) - 2 < 0x7fd;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsZero<T>(T bits)
        where T : unmanaged, IBinaryInteger<T> => (bits << 1) == T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Value<T>(T bits)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(uint)
            ? BitConverter.UInt32BitsToSingle(Unsafe.BitCast<T, uint>(bits))
            : BitConverter.UInt64BitsToDouble(Unsafe.BitCast<T, ulong>(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bits<T>(double value)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(uint)
            ? Unsafe.BitCast<uint, T>(BitConverter.SingleToUInt32Bits((float)value))
            : Unsafe.BitCast<ulong, T>(BitConverter.DoubleToUInt64Bits(value));
}
