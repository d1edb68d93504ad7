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
