using System;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>The segment registers of a task that was just entered (SDM volume 3, table 8-1, from check 6 on).</content>
public sealed unsafe partial class X86Cpu
{
    private bool LoadTaskSegments(ReadOnlySpan<ushort> selectors, ushort ldt, uint external)
    {
        if (!LoadTaskLdt(ldt, external))
        {
            return false;
        }

        if (IsVirtual8086)
        {
            for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
            {
                LoadParagraph(i, selectors[i]);
            }

            return true;
        }

        return LoadTaskCode(selectors[SegmentIndex.Cs], external)
            && LoadTaskStack(selectors[SegmentIndex.Ss], external)
            && LoadTaskData(SegmentIndex.Es, selectors[SegmentIndex.Es], external)
            && LoadTaskData(SegmentIndex.Ds, selectors[SegmentIndex.Ds], external)
            && LoadTaskData(SegmentIndex.Fs, selectors[SegmentIndex.Fs], external)
            && LoadTaskData(SegmentIndex.Gs, selectors[SegmentIndex.Gs], external);
    }

    private bool LoadTaskLdt(ushort selector, uint external)
    {
        if ((selector & 0xfffc) == 0)
        {
            return true;
        }

        var error = (selector & 0xfffcu) | external;
        if ((selector & 4) != 0)
        {
            return Refuse(Vector.InvalidTss, error);
        }

        if (!ReadDescriptor(selector, Vector.InvalidTss, external, out var descriptor))
        {
            return false;
        }

        return descriptor is { IsOrdinary: false, SystemType: 2, IsPresent: true }
            ? LoadSystemSegment(SegmentIndex.Ldtr, selector, descriptor)
            : Refuse(Vector.InvalidTss, error);
    }

    private bool LoadTaskCode(ushort selector, uint external)
    {
        if (!ReadTaskDescriptor(selector, external, out var descriptor))
        {
            return false;
        }

        var rpl = selector & 3u;
        var error = (selector & 0xfffcu) | external;
        if (!descriptor.IsCode || (descriptor.IsConforming ? descriptor.Dpl > rpl : descriptor.Dpl != rpl))
        {
            return Refuse(Vector.InvalidTss, error);
        }

        return FinishTaskSegment(SegmentIndex.Cs, selector, descriptor, Vector.SegmentNotPresent, error);
    }

    private bool LoadTaskStack(ushort selector, uint external)
    {
        if (!ReadTaskDescriptor(selector, external, out var descriptor))
        {
            return false;
        }

        var error = (selector & 0xfffcu) | external;
        if (!descriptor.IsWritableData || descriptor.Dpl != State->Cpl || (selector & 3) != State->Cpl)
        {
            return Refuse(Vector.InvalidTss, error);
        }

        return FinishTaskSegment(SegmentIndex.Ss, selector, descriptor, Vector.StackFault, error);
    }

    private bool LoadTaskData(int segment, ushort selector, uint external)
    {
        if ((selector & 0xfffc) == 0)
        {
            return true;
        }

        if (!ReadTaskDescriptor(selector, external, out var descriptor))
        {
            return false;
        }

        var error = (selector & 0xfffcu) | external;
        var outranked = (selector & 3u) > descriptor.Dpl || State->Cpl > descriptor.Dpl;
        if (!descriptor.IsReadable || (!(descriptor.IsCode && descriptor.IsConforming) && outranked))
        {
            return Refuse(Vector.InvalidTss, error);
        }

        return FinishTaskSegment(segment, selector, descriptor, Vector.SegmentNotPresent, error);
    }

    private bool ReadTaskDescriptor(ushort selector, uint external, out Descriptor descriptor)
    {
        descriptor = default;
        return (selector & 0xfffc) == 0
            ? Refuse(Vector.InvalidTss, external)
            : ReadDescriptor(selector, Vector.InvalidTss, external, out descriptor);
    }

    private bool FinishTaskSegment(int segment, ushort selector, in Descriptor descriptor, byte absent, uint error)
    {
        if (!descriptor.IsPresent)
        {
            return Refuse(absent, error);
        }

        if (!MarkAccessed(descriptor))
        {
            return false;
        }

        LoadSegment(segment, selector, descriptor);
        return true;
    }
}
