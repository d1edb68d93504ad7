using ReplayEmu.Cpu.Power.Decode;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>Values that instructions need in places beside the address.</summary>
internal static class Operands
{
    public static void Place(PatternInfo row, VectorCase made, ref SplitMix random)
    {
        switch (row.Name)
        {
            // Behind the case, whose address the runner adds: see CaseRun.
            case "bclr":
                made.Places.Add((VectorLayout.Lr, CaseRun.TakenMark | (random.Next() & 3)));
                break;
            case "bcctr":
                made.Places.Add((VectorLayout.Ctr, CaseRun.TakenMark | (random.Next() & 3)));
                break;
            // Digits above 9 are undefined.
            case "cbcdtd":
                var number = (int)(made.Word >> 21 & 31);
                made.Places.Add((8 * number, Digits(ref random)));
                break;
            // No exception may become enabled, for that would be a signal.
            case "mtfsf":
                var source = VectorLayout.Vsr + (16 * (int)(made.Word >> 11 & 31));
                made.Places.Add((source, random.Next() & ~0xf8UL));
                break;
            // QEMU does not set FX here, as the manual says that only mtfsf and mtfsfi do not; so it is set before.
            case "mtfsb1":
                made.Places.Add((VectorLayout.Fpscr, FloatOperands.StatusRegister(ref random) | (1UL << 31)));
                break;
            // QEMU keeps bits of VSCR that are reserved.
            case "mtvscr":
                var status = VectorLayout.Vsr + 512 + (16 * (int)(made.Word >> 11 & 31)) + 8;
                made.Places.Add((status, random.Next() & 0x00010001));
                break;
            // An element beyond the end is undefined.
            case "vextuhlx" or "vextuhrx" or "vextuwlx" or "vextuwrx":
                made.Places.Add((8 * (int)(made.Word >> 16 & 31), random.Next() & ~3UL));
                break;
            case "divde":
                PlaceDividend(made, ref random);
                break;
            case "bc" when (random.Next() & 1) != 0:
                made.Places.Add((VectorLayout.Ctr, random.Next() & 1));
                break;
        }
    }

    /// <summary>
    /// QEMU 7.2 takes no notice of the overflow of a quotient between 2^63 and 2^64; those are left out.
    /// </summary>
    private static void PlaceDividend(VectorCase made, ref SplitMix random)
    {
        var (a, b) = ((int)(made.Word >> 16 & 31), (int)(made.Word >> 11 & 31));
        var divisor = (long)VectorCase.Interesting(ref random);
        var dividend = (long)VectorCase.Interesting(ref random);
        if ((random.Next() & 1) != 0)
        {
            dividend = divisor is > -4 and < 4 ? 0 : dividend % (divisor / 2);
        }
        else
        {
            dividend = long.MinValue;
        }

        made.Places.Add((8 * a, (ulong)dividend));
        made.Places.Add((8 * b, (ulong)divisor));
    }

    private static ulong Digits(ref SplitMix random)
    {
        ulong digits = 0;
        for (var i = 0; i < 16; i++)
        {
            digits = (digits << 4) | (uint)random.Below(10);
        }

        return digits;
    }
}
