using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Loading segment registers (SDM volume 3, 5.5 to 5.7). A false return means that a fault is pending.</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Raises a fault and gives false.</summary>
    private bool Refuse(byte vector, uint errorCode)
    {
        Raise(vector, errorCode);
        return false;
    }

    /// <summary>Reads the descriptor that a selector names; outside of its table is <paramref name="vector"/> with the selector.</summary>
    private bool ReadDescriptor(ushort selector, byte vector, uint external, out Descriptor descriptor)
    {
        descriptor = default;
        ulong table;
        uint limit;
        if ((selector & 4) == 0)
        {
            (table, limit) = (State->GdtBase, State->GdtLimit);
        }
        else
        {
            var ldt = X86State.Segment(State, SegmentIndex.Ldtr);
            if ((ldt->Attributes & DescriptorBits.Present) == 0)
            {
                return Refuse(vector, (selector & 0xfffcu) | external);
            }

            (table, limit) = (ldt->Base, ldt->Limit);
        }

        var offset = selector & 0xfff8u;
        if (offset + 7 > limit)
        {
            return Refuse(vector, (selector & 0xfffcu) | external);
        }

        var address = table + offset;
        if (!ReadLinear(address, 8, user: false, out var bits))
        {
            return false;
        }

        descriptor = new Descriptor(bits, address);
        return true;
    }

    /// <summary>Sets the accessed bit of a descriptor in memory.</summary>
    private bool MarkAccessed(in Descriptor descriptor) =>
        (descriptor.High & DescriptorBits.Accessed) != 0
        || WriteLinear(descriptor.Address + 5, 1, user: false, (descriptor.High >> 8 & 0xff) | 1);

    private void LoadSegment(int segment, ushort selector, in Descriptor descriptor) =>
        SetSegment(
            segment,
            selector,
            descriptor.Base,
            descriptor.Limit,
            descriptor.Attributes | (descriptor.IsOrdinary ? DescriptorBits.Accessed : 0)
        );

    /// <summary>MOV, POP and L*S to ES SS DS FS GS in any mode.</summary>
    internal bool LoadDataSegment(int segment, ushort selector)
    {
        if (!IsProtected)
        {
            LoadParagraph(segment, selector);
            return true;
        }

        if ((selector & 0xfffc) == 0)
        {
            if (segment != SegmentIndex.Ss)
            {
                SetSegment(segment, selector, 0, 0, 0);
                return true;
            }

            if (!Is64Bit || State->Cpl == 3 || (selector & 3) != State->Cpl)
            {
                return Refuse(Vector.GeneralProtection, 0);
            }

            LoadNullStack(State->Cpl);
            return true;
        }

        if (!ReadDescriptor(selector, Vector.GeneralProtection, 0, out var descriptor))
        {
            return false;
        }

        var rpl = selector & 3u;
        var error = selector & 0xfffcu;
        if (segment == SegmentIndex.Ss)
        {
            if (rpl != State->Cpl || !descriptor.IsWritableData || descriptor.Dpl != State->Cpl)
            {
                return Refuse(Vector.GeneralProtection, error);
            }

            if (!descriptor.IsPresent)
            {
                return Refuse(Vector.StackFault, error);
            }
        }
        else
        {
            var outranked = rpl > descriptor.Dpl || State->Cpl > descriptor.Dpl;
            if (!descriptor.IsReadable || (!(descriptor.IsCode && descriptor.IsConforming) && outranked))
            {
                return Refuse(Vector.GeneralProtection, error);
            }

            if (!descriptor.IsPresent)
            {
                return Refuse(Vector.SegmentNotPresent, error);
            }
        }

        if (!MarkAccessed(descriptor))
        {
            return false;
        }

        LoadSegment(segment, selector, descriptor);
        return true;
    }

    /// <summary>Real and virtual-8086 mode: base is 16 times the selector. Real mode keeps limit and attributes ("unreal mode").</summary>
    internal void LoadParagraph(int segment, ushort selector)
    {
        var register = X86State.Segment(State, segment);
        var isVirtual = IsVirtual8086;
        var limit = isVirtual ? 0xffff : register->Limit;
        var attributes = isVirtual ? DescriptorBits.RealMode | (3 << 13) : register->Attributes;
        if (!isVirtual && segment == SegmentIndex.Cs)
        {
            // A far transfer in real mode makes CS an ordinary writable segment again.
            attributes = (attributes & ~0xff00u) | DescriptorBits.RealMode;
        }

        SetSegment(segment, selector, (ulong)selector << 4, limit, attributes);
    }

    /// <summary>A return to an outer level clears data segments that it must not see.</summary>
    private void DropInnerSegments()
    {
        DropInnerSegment(SegmentIndex.Es);
        DropInnerSegment(SegmentIndex.Ds);
        DropInnerSegment(SegmentIndex.Fs);
        DropInnerSegment(SegmentIndex.Gs);
    }

    private void DropInnerSegment(int segment)
    {
        var register = X86State.Segment(State, segment);
        if (IsLong && (register->Selector & 0xfffc) == 0)
        {
            // Null already; FS and GS keep the bases that were written to them.
            return;
        }

        var attributes = register->Attributes;
        var conforming = DescriptorBits.Code | DescriptorBits.DownConforming;
        if ((attributes & conforming) != conforming && DescriptorBits.Dpl(attributes) < State->Cpl)
        {
            SetSegment(segment, 0, 0, 0, 0);
        }
    }
}
