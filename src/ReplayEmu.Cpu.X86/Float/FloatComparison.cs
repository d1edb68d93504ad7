namespace ReplayEmu.Cpu.X86.Float;

/// <summary>How two numbers relate.</summary>
internal enum Relation : byte
{
    Less,
    Equal,
    Greater,
    Unordered,
}

/// <summary>Comparison.</summary>
internal static class FloatComparison
{
    /// <param name="quiet">Quiet NaNs are not invalid.</param>
    public static Relation Compare(ref FloatContext c, in Real a, in Real b, bool quiet)
    {
        if (a.Kind >= FloatKind.QuietNaN || b.Kind >= FloatKind.QuietNaN)
        {
            var invalid = !quiet || a.Kind > FloatKind.QuietNaN || b.Kind > FloatKind.QuietNaN;
            c.Flags |= invalid ? FloatFlag.Invalid : 0;
            return Relation.Unordered;
        }

        FloatArithmetic.NoteDenormals(ref c, a, b);
        if (a.Kind == FloatKind.Zero && b.Kind == FloatKind.Zero)
        {
            return Relation.Equal;
        }

        var sign = a.Kind == FloatKind.Zero ? !b.Sign : a.Sign;
        if (a.Kind != FloatKind.Zero && b.Kind != FloatKind.Zero && a.Sign == b.Sign)
        {
            var magnitude = CompareMagnitude(a, b);
            return magnitude == 0 ? Relation.Equal
                : magnitude < 0 == a.Sign ? Relation.Greater
                : Relation.Less;
        }

        return sign ? Relation.Less : Relation.Greater;
    }

    private static int CompareMagnitude(in Real a, in Real b)
    {
        if (a.Kind == FloatKind.Infinity || b.Kind == FloatKind.Infinity)
        {
            return a.Kind == b.Kind ? 0
                : a.Kind == FloatKind.Infinity ? 1
                : -1;
        }

        return a.Exponent != b.Exponent ? a.Exponent.CompareTo(b.Exponent) : a.Significand.CompareTo(b.Significand);
    }
}
