namespace ReplayEmu.Cpu.Power.Float;

/// <summary>The class of a result as FPSCR.FPRF has it (Book I, figure "Floating-point result flags").</summary>
internal static class Classes
{
    /// <summary>The five bits C, FL, FG, FE and FU.</summary>
    public static ulong Of(in Real value, in FloatFormat f) =>
        value.Kind switch
        {
            FloatKind.Zero => value.Sign ? 0b10010u : 0b00010u,
            FloatKind.Infinity => value.Sign ? 0b01001u : 0b00101u,
            FloatKind.Finite => (value.Sign ? 0b01000u : 0b00100u) | (value.Exponent < f.MinExponent ? 0b10000u : 0),
            _ => 0b10001u,
        };

    /// <summary>Order of two numbers: 8 less, 4 greater, 2 equal, 1 unordered.</summary>
    public static byte Order(in Real a, in Real b) =>
        a.IsNaN || b.IsNaN ? (byte)1
        : Compare(a, b) is var order && order < 0 ? (byte)8
        : order > 0 ? (byte)4
        : (byte)2;

    /// <summary>Order of two numbers of which neither is a NaN; zeros are equal.</summary>
    public static int Compare(in Real a, in Real b)
    {
        if (a.Kind == FloatKind.Zero && b.Kind == FloatKind.Zero)
        {
            return 0;
        }

        if (a.Kind == FloatKind.Zero)
        {
            return b.Sign ? 1 : -1;
        }

        if (b.Kind == FloatKind.Zero || a.Sign != b.Sign)
        {
            return a.Sign ? -1 : 1;
        }

        var magnitude =
            a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind)
            : a.Kind == FloatKind.Infinity ? 0
            : a.Exponent != b.Exponent ? a.Exponent.CompareTo(b.Exponent)
            : a.Significand.CompareTo(b.Significand);
        return a.Sign ? -magnitude : magnitude;
    }
}
