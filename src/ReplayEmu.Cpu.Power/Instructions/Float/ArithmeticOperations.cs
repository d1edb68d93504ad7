using ReplayEmu.Cpu.Power.Float;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>An operation of up to three numbers: a, b and the multiplier m. Operations of one number take b, those of two a and b.</summary>
internal interface IArithmetic
{
    static abstract Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m);
}

// csharpier-ignore-start
internal readonly struct Sum : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.Add(ref c, f, a, b); }
internal readonly struct Difference : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.Subtract(ref c, f, a, b); }
internal readonly struct Product : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.Multiply(ref c, f, a, b); }
internal readonly struct Quotient : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.Divide(ref c, f, a, b); }
internal readonly struct Root : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.SquareRoot(ref c, f, b); }
internal readonly struct Rounded : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Conversions.Convert(ref c, f, b); }
internal readonly struct Fused : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.MultiplyAdd(ref c, f, a, b, m); }
internal readonly struct FusedSubtract : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Arithmetic.MultiplyAdd(ref c, f, a, Negated.Of(b), m); }
internal readonly struct NegatedFused : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Negated.Of(Arithmetic.MultiplyAdd(ref c, f, a, b, m)); }
internal readonly struct NegatedFusedSubtract : IArithmetic { public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) => Negated.Of(Arithmetic.MultiplyAdd(ref c, f, a, Negated.Of(b), m)); }
// csharpier-ignore-end

/// <summary>The estimate of 1 / b: here, as with QEMU, the quotient itself.</summary>
internal readonly struct Reciprocal : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Arithmetic.Divide(ref c, f, Real.FromInteger(false, 1), b);
}

/// <summary>The estimate of 1 / sqrt(b): as with QEMU the root in double precision and its reciprocal, each rounded.</summary>
internal readonly struct ReciprocalRoot : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m)
    {
        var root = Arithmetic.SquareRoot(ref c, f.Precision < 53 ? FloatFormat.Double : f, b);
        return Inverse.Of(ref c, f, root);
    }
}

/// <summary>The second step of those estimates.</summary>
internal static class Inverse
{
    /// <summary>1 / root, inexact also when only the root was.</summary>
    public static Real Of(ref FloatContext c, in FloatFormat f, in Real root)
    {
        if (root.IsNaN)
        {
            return root;
        }

        var inexact = c.Flags & Fpscr.Fi;
        var result = Arithmetic.Divide(ref c, f, Real.FromInteger(false, 1), root);
        c.Flags |= inexact;
        return result;
    }
}

/// <summary>As <see cref="ReciprocalRoot"/>, of a lane: the root has the lane's precision.</summary>
internal readonly struct LaneReciprocalRoot : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m)
    {
        var root = Arithmetic.SquareRoot(ref c, f, b);
        return Inverse.Of(ref c, f, root);
    }
}

/// <summary>To an integer, halves away from zero.</summary>
internal readonly struct ToNearestAway : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Silent.Round(ref c, FloatRounding.NearestAway, b);
}

internal readonly struct Truncated : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Silent.Round(ref c, FloatRounding.Zero, b);
}

internal readonly struct Ceiling : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Silent.Round(ref c, FloatRounding.Up, b);
}

internal readonly struct Floor : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Silent.Round(ref c, FloatRounding.Down, b);
}

/// <summary>To an integer as FPSCR.RN says; the only one of these that tells what is inexact.</summary>
internal readonly struct ToInteger : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Conversions.RoundToInteger(ref c, c.Rounding, b);
}

/// <summary>Rounding to an integer that is never inexact.</summary>
internal static class Silent
{
    public static Real Round(ref FloatContext c, FloatRounding rounding, in Real value)
    {
        var result = Conversions.RoundToInteger(ref c, rounding, value);
        c.Flags &= ~(Fpscr.Xx | Fpscr.Fi | Fpscr.Fr);
        return result;
    }
}

/// <summary>The sign of a number; that of a NaN stays.</summary>
internal static class Negated
{
    public static Real Of(in Real value) => value.IsNaN ? value : value.Negated();
}
