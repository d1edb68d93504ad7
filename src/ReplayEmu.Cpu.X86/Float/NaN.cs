namespace ReplayEmu.Cpu.X86.Float;

/// <summary>Operands that are no numbers (SDM volume 1, table 4-7).</summary>
internal static class NaN
{
    /// <summary>True when the result follows from a NaN or unsupported operand.</summary>
    public static bool Decides(ref FloatContext c, in Real a, in Real b, out Real result)
    {
        if (a.Kind < FloatKind.QuietNaN && b.Kind < FloatKind.QuietNaN)
        {
            result = default;
            return false;
        }

        if (a.Kind == FloatKind.Unsupported || b.Kind == FloatKind.Unsupported)
        {
            result = c.Invalid();
            return true;
        }

        c.Flags |= a.Kind == FloatKind.SignalingNaN || b.Kind == FloatKind.SignalingNaN ? FloatFlag.Invalid : 0;
        result = (IsFirst(c, a, b) ? a : b).Quieted();
        return true;
    }

    /// <inheritdoc cref="Decides(ref FloatContext, in Real, in Real, out Real)"/>
    public static bool Decides(ref FloatContext c, in Real a, out Real result) => Decides(ref c, a, a, out result);

    private static bool IsFirst(in FloatContext c, in Real a, in Real b)
    {
        if (!a.IsNaN || !b.IsNaN)
        {
            return a.IsNaN;
        }

        return !c.IsX87
            || (
                a.Kind != b.Kind ? a.Kind == FloatKind.QuietNaN
                : a.Significand != b.Significand ? a.Significand > b.Significand
                : !a.Sign
            );
    }
}
