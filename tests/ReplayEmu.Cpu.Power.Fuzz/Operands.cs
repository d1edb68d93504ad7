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
            // QEMU rounds these in the direction of the negated result, the manual in that of the other.
            case var name when name.Contains("nmadd") || name.Contains("nmsub"):
                made.Places.Add((VectorLayout.Fpscr, FloatOperands.StatusRegister(ref random) & ~2UL));
                break;
            // Of zero QEMU makes one half.
            case "fre" or "fres":
                var divisor = VectorLayout.Vsr + (16 * (int)(made.Word >> 11 & 31));
                made.Places.Add((divisor, FloatOperands.Register(ref random).High | (1UL << 52)));
                break;
            // R = 0: of the modes that RMC names QEMU knows the first, and takes RN for a number of its own.
            case "xsrqpi" or "xsrqpxp" when (made.Word >> 16 & 1) == 0:
                made.Word &= ~0x600u;
                break;
            // Of lanes that follow an invalid one QEMU makes what it made of that.
            case ['x', 'v', 'c', 'v', 'd' or 's', 'p', 's' or 'u', 'x', ..]:
                PlaceEqualLanes(made, ref random);
                break;
            // Mostly singles; of denormal ones QEMU takes no notice of the mask.
            case "xststdcsp":
                var tested = VectorLayout.Vsr + (16 * (int)((made.Word >> 11 & 31) | (made.Word << 4 & 32)));
                var single = Float.Formats.Widen((uint)FloatOperands.Register(ref random).High | 0x00800000);
                made.Places.Add((tested, single ^ ((random.Next() & 7) == 0 && (single << 1) != 0 ? 1UL << 20 : 0)));
                break;
            // QEMU rounds these twice, which of singles makes no difference.
            case "xsaddsp" or "xssubsp" or "xsmulsp" or "xsdivsp" or "xssqrtsp":
                PlaceSingle(made, (made.Word >> 16 & 31) | (made.Word << 3 & 32), ref random);
                PlaceSingle(made, (made.Word >> 11 & 31) | (made.Word << 4 & 32), ref random);
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

    private static void PlaceEqualLanes(VectorCase made, ref SplitMix random)
    {
        var source = VectorLayout.Vsr + (16 * (int)((made.Word >> 11 & 31) | (made.Word << 4 & 32)));
        var value = FloatOperands.Register(ref random).High;
        if (made.Name[5] == 'p' && made.Name[4] == 's')
        {
            value = (value & ~0xffffffffUL) | (value >> 32);
        }

        made.Places.Add((source, value));
        made.Places.Add((source + 8, value));
    }

    private static void PlaceSingle(VectorCase made, uint register, ref SplitMix random) =>
        made.Places.Add(
            (
                VectorLayout.Vsr + (16 * (int)register),
                Float.Formats.Widen((uint)FloatOperands.Register(ref random).High)
            )
        );

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
