using System.Collections.Generic;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Lockstep.Registers;

namespace ReplayEmu.Lockstep.Comparison;

/// <summary>Which registers of two images must be equal, in the mode that the CPU is in.</summary>
/// <param name="ignored">True for each register that is not looked at.</param>
internal sealed class ImageComparison(bool[] ignored)
{
    private const ulong Narrow = 0xffffffff;
    private const int FirstSystemSegment = 6;
    private readonly List<Difference> found = [];

    /// <param name="undefined">Flags that the last instruction left undefined.</param>
    public IReadOnlyList<Difference> Compare(RegisterImage own, RegisterImage reference, uint undefined)
    {
        found.Clear();
        var isLong =
            (own[RegisterSet.Efer] & EferBits.LongModeActive) != 0
            && (own[RegisterSet.CsBase + 2] & DescriptorBits.Long) != 0;
        var general = isLong ? RegisterSet.GeneralCount : RegisterSet.GeneralCount / 2;
        for (var i = 0; i < general; i++)
        {
            Check(own, reference, i, isLong ? ulong.MaxValue : Narrow);
        }

        Check(own, reference, RegisterSet.Eip, isLong ? ulong.MaxValue : Narrow);
        Check(own, reference, RegisterSet.Eflags, Narrow & ~(ulong)undefined);
        CompareSegments(own, reference, isLong);
        for (var i = RegisterSet.GdtBase; i < RegisterSet.Count; i++)
        {
            Check(own, reference, i, ulong.MaxValue);
        }

        return found;
    }

    private void CompareSegments(RegisterImage own, RegisterImage reference, bool isLong)
    {
        // Outside of protected mode attributes mean nothing, and emulators keep different ones.
        var isProtected =
            (own[RegisterSet.Cr0] & Cr0Bits.ProtectionEnable) != 0
            && (own[RegisterSet.Eflags] & Eflag.Virtual8086) == 0;
        for (var i = 0; i < RegisterSet.SegmentCount; i++)
        {
            var first = RegisterSet.FirstSegment + (i * RegisterSet.SegmentFields);
            Check(own, reference, first, ulong.MaxValue);
            var isNull = isProtected && (own[first] & 0xfffc) == 0;
            if (isNull || (isLong && i < FirstSystemSegment))
            {
                continue;
            }

            Check(own, reference, first + 1, isLong ? ulong.MaxValue : Narrow);
            if (isProtected)
            {
                Check(own, reference, first + 2, ulong.MaxValue);
                // A CS of real mode is data on processors and code in QEMU, which shows between setting PE and the far jump.
                var isLeftover = i == SegmentIndex.Cs && (own[first + 3] & DescriptorBits.Code) == 0;
                Check(own, reference, first + 3, isLeftover ? 0 : DescriptorBits.Mask);
            }
        }
    }

    private void Check(RegisterImage own, RegisterImage reference, int number, ulong mask)
    {
        if (((own[number] ^ reference[number]) & mask) != 0 && !ignored[number])
        {
            found.Add(new Difference(number, own[number], reference[number]));
        }
    }
}
