namespace ReplayEmu.Cpu.Power.Float;

/// <summary>Operands that are no numbers (Book I, 4.3.2): the result is the first of them, made quiet.</summary>
internal static class NaN
{
    public static bool Decides(ref FloatContext c, in Real a, out Real result)
    {
        Note(ref c, a);
        result = a.Quieted();
        return a.IsNaN;
    }

    public static bool Decides(ref FloatContext c, in Real a, in Real b, out Real result)
    {
        Note(ref c, a);
        Note(ref c, b);
        result = a.IsNaN ? a.Quieted() : b.Quieted();
        return a.IsNaN || b.IsNaN;
    }

    private static void Note(ref FloatContext c, in Real a) =>
        c.Flags |= a.Kind == FloatKind.SignalingNaN ? Fpscr.VxSnan : 0;
}
