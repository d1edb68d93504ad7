using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>LDTR, TR and the instructions that only look at descriptors.</content>
public sealed unsafe partial class X86Cpu
{
    internal bool LoadLdt(ushort selector)
    {
        if ((selector & 0xfffc) == 0)
        {
            SetSegment(SegmentIndex.Ldtr, selector, 0, 0, 0);
            return true;
        }

        return ReadSystemSegment(selector, out var descriptor)
            && (descriptor.SystemType == 2 || Refuse(Vector.GeneralProtection, selector & 0xfffcu))
            && CheckPresent(selector, descriptor)
            && ReadSystemBase(selector, descriptor, out var start)
            && LoadSystemSegment(SegmentIndex.Ldtr, selector, descriptor, start);
    }

    internal bool LoadTask(ushort selector)
    {
        if ((selector & 0xfffc) == 0)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (
            !ReadSystemSegment(selector, out var descriptor)
            || (!IsAvailableTask(descriptor) && !Refuse(Vector.GeneralProtection, selector & 0xfffcu))
            || !CheckPresent(selector, descriptor)
            || !ReadSystemBase(selector, descriptor, out var start)
            // Now busy.
            || !WriteLinear(descriptor.Address + 5, 1, user: false, (descriptor.High >> 8 & 0xff) | 2)
        )
        {
            return false;
        }

        LoadSystemSegment(SegmentIndex.Tr, selector, descriptor, start);
        X86State.Segment(State, SegmentIndex.Tr)->Attributes |= 2 << 8;
        return true;
    }

    /// <summary>LAR, LSL, VERR and VERW: the descriptor when it exists and may be seen. A false return with no pending fault clears ZF.</summary>
    internal bool Inspect(ushort selector, out uint access, out uint limit, out bool readable, out bool writable)
    {
        (access, limit, readable, writable) = (0, 0, false, false);
        if ((selector & 0xfffc) == 0)
        {
            return false;
        }

        if (!ReadDescriptor(selector, Vector.GeneralProtection, 0, out var descriptor))
        {
            if (pendingVector == Vector.GeneralProtection)
            {
                pendingVector = -1;
            }

            return false;
        }

        var seen =
            (descriptor.IsCode && descriptor.IsConforming)
            || (descriptor.Dpl >= State->Cpl && descriptor.Dpl >= (selector & 3));
        if (!seen)
        {
            return false;
        }

        access = descriptor.High & 0x00ffff00;
        limit = descriptor.Limit;
        readable = descriptor.IsReadable;
        writable = descriptor.IsWritableData;
        return true;
    }

    /// <summary>UMIP: SGDT SIDT SLDT STR SMSW are the supervisor's.</summary>
    internal bool IsKeptFromUser => State->Cpl != 0 && (State->Cr4 & Cr4Bits.UserInstructionPrevention) != 0;

    /// <summary>A fault waits for delivery.</summary>
    internal bool IsFaultPending => pendingVector >= 0;

    private bool ReadSystemSegment(ushort selector, out Descriptor descriptor)
    {
        descriptor = default;
        if ((selector & 4) != 0)
        {
            return Refuse(Vector.GeneralProtection, selector & 0xfffcu);
        }

        return ReadDescriptor(selector, Vector.GeneralProtection, 0, out descriptor)
            && (!descriptor.IsOrdinary || Refuse(Vector.GeneralProtection, selector & 0xfffcu));
    }

    /// <summary>Long mode has no 80286's task state segment.</summary>
    private bool IsAvailableTask(in Descriptor descriptor) =>
        descriptor.SystemType == 9 || (descriptor.SystemType == 1 && !IsLong);

    /// <summary>In long mode a system descriptor has 16 bytes, for its base has 64 bits.</summary>
    private bool ReadSystemBase(ushort selector, in Descriptor descriptor, out ulong start)
    {
        start = descriptor.Base;
        if (!IsLong)
        {
            return true;
        }

        if (!ReadUpperDescriptor(selector, descriptor, out var upper))
        {
            return false;
        }

        start |= upper << 32;
        return IsCanonical(start) || Refuse(Vector.GeneralProtection, selector & 0xfffcu);
    }

    private bool LoadSystemSegment(int segment, ushort selector, in Descriptor descriptor) =>
        LoadSystemSegment(segment, selector, descriptor, descriptor.Base);

    private bool LoadSystemSegment(int segment, ushort selector, in Descriptor descriptor, ulong start)
    {
        SetSegment(segment, selector, start, descriptor.Limit, descriptor.Attributes);
        return true;
    }
}
