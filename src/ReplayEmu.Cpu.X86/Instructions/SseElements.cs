using ReplayEmu.Cpu.X86.Float;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>An operation on one element of each operand, single or double, as bits.</summary>
internal interface IFloatElement
{
    static abstract uint Apply(ref FloatContext c, uint a, uint b);

    static abstract ulong Apply(ref FloatContext c, ulong a, ulong b);
}

/// <summary>An arithmetic operation, rounded to the element.</summary>
internal readonly struct Rounded<TOperation> : IFloatElement
    where TOperation : struct, IFloatOperation
{
    public static uint Apply(ref FloatContext c, uint a, uint b) =>
        BinaryFormats.Pack32(
            TOperation.Apply(ref c, FloatFormat.Single, BinaryFormats.Unpack(ref c, a), BinaryFormats.Unpack(ref c, b))
        );

    public static ulong Apply(ref FloatContext c, ulong a, ulong b) =>
        BinaryFormats.Pack64(
            TOperation.Apply(ref c, FloatFormat.Double, BinaryFormats.Unpack(ref c, a), BinaryFormats.Unpack(ref c, b))
        );
}

/// <summary>Square root of the source.</summary>
internal readonly struct FloatSquareRoot : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        FloatArithmetic.SquareRoot(ref c, f, b);
}

/// <summary>MIN: the source unless the destination is less; MAX likewise. A NaN of any kind is invalid, and gives the source.</summary>
internal readonly struct FloatMinimum : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        Extreme.Choose(ref c, a, b, Relation.Less);
}

/// <inheritdoc cref="FloatMinimum"/>
internal readonly struct FloatMaximum : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        Extreme.Choose(ref c, a, b, Relation.Greater);
}

/// <inheritdoc cref="FloatMinimum"/>
internal static class Extreme
{
    public static Real Choose(ref FloatContext c, in Real a, in Real b, Relation first)
    {
        var chosen = FloatComparison.Compare(ref c, a, b, quiet: false) == first ? a : b;
        if (chosen.IsDenormal)
        {
            // Back from the normalized form to the one that packs: the least exponents are those of the formats.
            return Denormals.Restore(chosen);
        }

        return chosen;
    }
}

/// <summary>Operands that pass through unrounded.</summary>
internal static class Denormals
{
    /// <summary>Gives a denormal operand of the single or double format the form of a denormal result.</summary>
    public static Real Restore(in Real value)
    {
        var least =
            value.Exponent < FloatFormat.Single.MinExponent - 23
                ? FloatFormat.Double.MinExponent
                : FloatFormat.Single.MinExponent;
        return value with { Significand = value.Significand >> (least - value.Exponent), Exponent = least };
    }
}

/// <summary>CMPPS and its like: the predicate of an immediate.</summary>
internal static class ComparePredicate
{
    /// <param name="predicate">0 to 7: EQ LT LE UNORD NEQ NLT NLE ORD (SDM volume 2, CMPPD).</param>
    public static bool Holds(ref FloatContext c, in Real a, in Real b, int predicate)
    {
        var signaling = (predicate & 3) is 1 or 2;
        var relation = FloatComparison.Compare(ref c, a, b, !signaling);
        var holds = (predicate & 3) switch
        {
            0 => relation == Relation.Equal,
            1 => relation == Relation.Less,
            2 => relation is Relation.Less or Relation.Equal,
            _ => relation == Relation.Unordered,
        };
        return holds != ((predicate & 4) != 0);
    }
}
