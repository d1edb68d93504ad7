using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Float;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>An operation on one element of each operand, destination first, single (uint) or double (ulong), as bits.</summary>
internal interface IFloatElement
{
    /// <param name="immediate">That of the instruction, if it has one.</param>
    static abstract T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>Elements taken apart and put together.</summary>
internal static class FloatElement
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Unpack<T>(ref FloatContext c, T bits)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(uint)
            ? BinaryFormats.Unpack(ref c, Unsafe.BitCast<T, uint>(bits))
            : BinaryFormats.Unpack(ref c, Unsafe.BitCast<T, ulong>(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pack<T>(in Real value)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(uint)
            ? Unsafe.BitCast<uint, T>(BinaryFormats.Pack32(value))
            : Unsafe.BitCast<ulong, T>(BinaryFormats.Pack64(value));

    /// <param name="quiet">Quiet NaNs are not invalid.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Relation Compare<T>(ref FloatContext c, T a, T b, bool quiet)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (HostArithmetic.TryCompare(a, b, out var relation))
        {
            return relation;
        }

        var x = Unpack(ref c, a);
        return FloatComparison.Compare(ref c, x, Unpack(ref c, b), quiet);
    }

    public static FloatFormat Format<T>() => typeof(T) == typeof(uint) ? FloatFormat.Single : FloatFormat.Double;
}

/// <summary>An arithmetic operation, rounded to the element.</summary>
internal readonly struct Rounded<TOperation> : IFloatElement
    where TOperation : struct, IFloatOperation
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T> =>
        HostArithmetic.TryCompute<TOperation, T>(ref c, a, b, out var result) ? result : InSoftware(ref c, a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T InSoftware<T>(ref FloatContext c, T a, T b)
        where T : unmanaged, IBinaryInteger<T> =>
        FloatElement.Pack<T>(
            TOperation.Apply(
                ref c,
                FloatElement.Format<T>(),
                FloatElement.Unpack(ref c, a),
                FloatElement.Unpack(ref c, b)
            )
        );
}

/// <summary>Square root of the source.</summary>
internal readonly struct FloatSquareRoot : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        FloatArithmetic.SquareRoot(ref c, f, b);
}

/// <summary>MIN: the source unless the destination is less; MAX likewise. A NaN of any kind is invalid, and gives the source.</summary>
internal readonly struct FloatMinimum : IFloatElement
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T> => Extreme.Choose(ref c, a, b, Relation.Less);
}

/// <inheritdoc cref="FloatMinimum"/>
internal readonly struct FloatMaximum : IFloatElement
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T> => Extreme.Choose(ref c, a, b, Relation.Greater);
}

/// <inheritdoc cref="FloatMinimum"/>
internal static class Extreme
{
    public static T Choose<T>(ref FloatContext c, T a, T b, Relation first)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (HostArithmetic.TryCompare(a, b, out var relation))
        {
            return relation == first ? a : b;
        }

        var x = FloatElement.Unpack(ref c, a);
        var y = FloatElement.Unpack(ref c, b);
        var isFirst = FloatComparison.Compare(ref c, x, y, quiet: false) == first;
        var chosen = isFirst ? x : y;
        // With MXCSR.DAZ a denormal comes out as the zero that it is.
        return chosen.Kind == FloatKind.Zero ? FloatElement.Pack<T>(chosen)
            : isFirst ? a
            : b;
    }
}

/// <summary>CMPPS and its like: all ones where the predicate of the immediate holds, 0 to 7: EQ LT LE UNORD NEQ NLT NLE ORD.</summary>
internal readonly struct ComparePredicate : IFloatElement
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T>
    {
        var signaling = (immediate & 3) is 1 or 2;
        var relation = FloatElement.Compare(ref c, a, b, !signaling);
        var holds = (immediate & 3) switch
        {
            0 => relation == Relation.Equal,
            1 => relation == Relation.Less,
            2 => relation is Relation.Less or Relation.Equal,
            _ => relation == Relation.Unordered,
        };
        return holds != ((immediate & 4) != 0) ? T.AllBitsSet : T.Zero;
    }
}

/// <summary>ROUNDPS and its like: bits 1:0 rounding, bit 2 that of MXCSR, bit 3 no precision exception. Denormals raise none.</summary>
internal readonly struct RoundIntegral : IFloatElement
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T>
    {
        var silent = (immediate & 8) != 0 ? FloatFlag.Denormal | FloatFlag.Precision : FloatFlag.Denormal;
        var rounding = (immediate & 4) != 0 ? c.Rounding : immediate & 3;
        var met = c.Flags;
        c.Flags = 0;
        var result = IntegerConversion.RoundToIntegral(ref c, rounding, FloatElement.Unpack(ref c, b));
        c.Flags = met | (c.Flags & ~silent);
        return FloatElement.Pack<T>(result);
    }
}

/// <summary>
/// RCPPS and RCPSS. Processors approximate to 12 bits, each kind its own way; this gives the nearest single, as QEMU does, which
/// is within what the manual allows (SDM volume 2, RCPPS). No exceptions, denormals are zeros, MXCSR does not matter.
/// </summary>
internal readonly struct Reciprocal : IFloatElement
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T>
    {
        var own = Approximation.Context;
        return FloatElement.Pack<T>(Approximation.Invert(ref own, FloatElement.Unpack(ref own, b)));
    }
}

/// <summary>RSQRTPS and RSQRTSS: the reciprocal of the root, each rounded to single, as QEMU does. Otherwise as <see cref="Reciprocal"/>.</summary>
internal readonly struct ReciprocalRoot : IFloatElement
{
    public static T Apply<T>(ref FloatContext c, T a, T b, int immediate)
        where T : unmanaged, IBinaryInteger<T>
    {
        var own = Approximation.Context;
        var root = FloatArithmetic.SquareRoot(ref own, FloatFormat.Single, FloatElement.Unpack(ref own, b));
        return FloatElement.Pack<T>(Approximation.Invert(ref own, root));
    }
}

/// <inheritdoc cref="Reciprocal"/>
internal static class Approximation
{
    /// <summary>To nearest, denormals zero on both sides, nothing reported.</summary>
    public static FloatContext Context =>
        new()
        {
            Masks = FloatFlag.All,
            Rounding = RoundingMode.Nearest,
            DenormalsAreZero = true,
            FlushToZero = true,
        };

    public static Real Invert(ref FloatContext c, in Real value) =>
        FloatArithmetic.Divide(ref c, FloatFormat.Single, Real.FromInteger(1), value);
}
