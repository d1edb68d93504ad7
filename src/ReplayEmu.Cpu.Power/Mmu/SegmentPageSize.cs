namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>Page sizes that a segment can have (the four of POWER7 to POWER9 with hashed page tables).</summary>
public static class SegmentPageSize
{
    private const ulong PageNumber = 0x0fff_ffff_ffff_f000;

    /// <summary>Base page size of a segment by its L and LP, as a logarithm; 0 for a combination that there is not.</summary>
    public static int BaseShift(ulong virtualHalf) =>
        (virtualHalf & SlbBits.PageSizeMask) switch
        {
            0 => 12,
            0x110 => 16,
            0x100 => 24,
            0x120 => 34,
            _ => 0,
        };

    /// <summary>Actual page size of an entry in a segment of a base page size, as a logarithm; 0 when the two do not fit.</summary>
    public static int ActualShift(int baseShift, ulong first, ulong second)
    {
        if ((first & HashedEntry.Large) == 0)
        {
            return baseShift == 12 ? 12 : 0;
        }

        var encoding = second & PageNumber;
        return baseShift switch
        {
            12 => Fits(encoding, 16, 7) ? 16
            : Fits(encoding, 24, 0x38) ? 24
            : 0,
            16 => Fits(encoding, 16, 1) ? 16
            : Fits(encoding, 24, 8) ? 24
            : 0,
            24 => Fits(encoding, 24, 0) ? 24 : 0,
            34 => Fits(encoding, 34, 3) ? 34 : 0,
            _ => 0,
        };
    }

    /// <summary>Actual page size of an entry whose segment is unknown; 0 for an encoding that there is not.</summary>
    public static int AnyShift(ulong first, ulong second, out int baseShift)
    {
        foreach (var shift in (System.ReadOnlySpan<int>)[12, 16, 24, 34])
        {
            baseShift = shift;
            if (ActualShift(shift, first, second) is var actual and not 0)
            {
                return actual;
            }
        }

        baseShift = 0;
        return 0;
    }

    private static bool Fits(ulong pageNumber, int shift, ulong encoding) =>
        (pageNumber & ((1UL << shift) - 1)) == encoding << 12;
}
