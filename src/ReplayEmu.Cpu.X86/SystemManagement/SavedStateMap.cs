using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86.SystemManagement;

/// <summary>
/// The save-state map in memory, read or written: the layouts that QEMU's CPUs without and with long mode have (the second is AMD's,
/// APM volume 2, table 10-1; the first Intel's, SDM volume 3, table 31-1, with the segments where the AMD-K6 keeps them).
/// Bytes between the fields are not touched.
/// </summary>
/// <param name="memory">Physical memory.</param>
/// <param name="start">SMBASE + 0x8000.</param>
/// <param name="addressMask">And-mask of physical addresses.</param>
/// <param name="save">True writes to memory.</param>
internal readonly unsafe struct SavedStateMap(AddressSpace memory, ulong start, ulong addressMask, bool save)
{
    /// <summary>Of a CPU without long mode.</summary>
    public const ulong Revision32 = 0x00020000;

    /// <summary>Of a CPU with long mode.</summary>
    public const ulong Revision64 = 0x00020064;

    /// <summary>A changed SMBASE in the map is taken by RSM.</summary>
    public const ulong Relocates = 0x20000;

    public void Transfer64(SavedState* state)
    {
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            Segment64(0x7e00u + ((uint)i * 16), state, i);
        }

        Segment64(0x7e70, state, SegmentIndex.Ldtr);
        Segment64(0x7e90, state, SegmentIndex.Tr);
        Field(0x7e64, 4, ref state->GdtLimit);
        Field(0x7e68, 8, ref state->GdtBase);
        Field(0x7e84, 4, ref state->IdtLimit);
        Field(0x7e88, 8, ref state->IdtBase);
        Field(0x7ed0, 8, ref state->Efer);
        Field(0x7efc, 4, ref state->Revision);
        Field(0x7f00, 4, ref state->SmBase);
        Field(0x7f48, 4, ref state->Cr4);
        Field(0x7f50, 8, ref state->Cr3);
        Field(0x7f58, 4, ref state->Cr0);
        Field(0x7f60, 4, ref state->Dr7);
        Field(0x7f68, 4, ref state->Dr6);
        Field(0x7f70, 4, ref state->Eflags);
        Field(0x7f78, 8, ref state->Rip);
        for (var i = 0; i < 16; i++)
        {
            Field(0x7ff8u - ((uint)i * 8), 8, ref state->Gpr[i]);
        }
    }

    public void Transfer32(SavedState* state)
    {
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            var hidden = i < 3 ? 0x7f84u + ((uint)i * 12) : 0x7f2cu + ((uint)(i - 3) * 12);
            Segment32(0x7fa8u + ((uint)i * 4), hidden, state, i);
        }

        Segment32(0x7fc0, 0x7f78, state, SegmentIndex.Ldtr);
        Segment32(0x7fc4, 0x7f5c, state, SegmentIndex.Tr);
        Field(0x7ef8, 4, ref state->SmBase);
        Field(0x7efc, 4, ref state->Revision);
        Field(0x7f14, 4, ref state->Cr4);
        Field(0x7f54, 4, ref state->IdtLimit);
        Field(0x7f58, 4, ref state->IdtBase);
        Field(0x7f70, 4, ref state->GdtLimit);
        Field(0x7f74, 4, ref state->GdtBase);
        Field(0x7fc8, 4, ref state->Dr7);
        Field(0x7fcc, 4, ref state->Dr6);
        for (var i = 0; i < 8; i++)
        {
            Field(0x7fd0u + ((uint)i * 4), 4, ref state->Gpr[i]);
        }

        Field(0x7ff0, 4, ref state->Rip);
        Field(0x7ff4, 4, ref state->Eflags);
        Field(0x7ff8, 4, ref state->Cr3);
        Field(0x7ffc, 4, ref state->Cr0);
    }

    private void Segment64(uint offset, SavedState* state, int index)
    {
        Field(offset, 2, ref state->Selector[index]);
        Field(offset + 2, 2, ref state->Attributes[index]);
        Field(offset + 4, 4, ref state->Limit[index]);
        Field(offset + 8, 8, ref state->Base[index]);
    }

    private void Segment32(uint selector, uint hidden, SavedState* state, int index)
    {
        Field(selector, 4, ref state->Selector[index]);
        Field(hidden, 4, ref state->Attributes[index]);
        Field(hidden + 4, 4, ref state->Limit[index]);
        Field(hidden + 8, 4, ref state->Base[index]);
    }

    private void Field(uint offset, int size, ref ulong value)
    {
        var address = (start + offset) & addressMask;
        if (save)
        {
            memory.Write(address, size, value);
        }
        else
        {
            value = memory.Read(address, size);
        }
    }
}
