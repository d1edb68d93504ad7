using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>RETF and IRET in all modes (SDM volume 2). A false return means that a fault is pending and nothing is committed.</content>
public sealed unsafe partial class X86Cpu
{
    private const uint WritableFlags =
        Eflag.Arithmetic
        | Eflag.Trap
        | Eflag.Direction
        | Eflag.NestedTask
        | Eflag.Resume
        | Eflag.AlignmentCheck
        | Eflag.Identification;

    internal bool FarReturn(int size, ushort release)
    {
        if (IsLong)
        {
            return FarReturnLong(size, release);
        }

        var stack = PresentStack();
        if (!Pop(ref stack, size, out var ip) || !Pop(ref stack, size, out var cs))
        {
            return false;
        }

        if (!IsProtected)
        {
            if (!FarParagraph((ushort)cs, (uint)ip))
            {
                return false;
            }

            Registers.SetMasked(State, Registers.Sp, stack.Pointer + release, stack.Mask);
            return true;
        }

        stack.Pointer = (stack.Pointer + release) & stack.Mask;
        return ReturnTo((ushort)cs, (uint)ip, ref stack, size, release);
    }

    internal bool InterruptReturn(int size, ulong nextIp)
    {
        if (IsLong)
        {
            return InterruptReturnLong(size);
        }

        var stack = PresentStack();
        var isVirtual = IsVirtualWithoutPrivilege;
        if (isVirtual && (size != 2 || !HasVirtualInterruptFlag))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (IsProtected && (State->Eflags & Eflag.NestedTask) != 0)
        {
            return ReturnFromTask(nextIp);
        }

        if (
            !Pop(ref stack, size, out var ip)
            || !Pop(ref stack, size, out var cs)
            || !Pop(ref stack, size, out var flags)
        )
        {
            return false;
        }

        // A 16-bit IRET leaves the upper half of EFLAGS.
        var sizeMask = size == 4 ? uint.MaxValue : 0xffff;
        if (!IsProtected)
        {
            var ioPrivilege = IsVirtual8086 ? 0 : Eflag.IoPrivilege;
            if ((isVirtual && !MayWriteVirtualFlags((uint)flags)) || !FarParagraph((ushort)cs, (uint)ip))
            {
                return false;
            }

            Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
            if (isVirtual)
            {
                WriteVirtualFlags((uint)flags);
            }
            else
            {
                WriteEflags((uint)flags, (WritableFlags | Eflag.Interrupt | ioPrivilege) & sizeMask);
            }

            State->NmiBlocked = 0;
            return true;
        }

        if (size == 4 && (flags & Eflag.Virtual8086) != 0 && State->Cpl == 0)
        {
            return ReturnToVirtual8086((uint)ip, (ushort)cs, (uint)flags, ref stack);
        }

        var mask = WritableFlags;
        if (State->Cpl == 0)
        {
            mask |= Eflag.IoPrivilege | Eflag.VirtualInterrupt | Eflag.VirtualInterruptPending;
        }

        if (State->Cpl <= (State->Eflags >> 12 & 3))
        {
            mask |= Eflag.Interrupt;
        }

        if (!ReturnTo((ushort)cs, (uint)ip, ref stack, size, 0))
        {
            return false;
        }

        WriteEflags((uint)flags, mask & sizeMask);
        State->NmiBlocked = 0;
        return true;
    }

    private bool ReturnTo(ushort cs, uint ip, ref StackCursor stack, int size, ushort release)
    {
        var rpl = cs & 3u;
        var error = cs & 0xfffcu;
        if (!ReadCodeDescriptor(cs, out var code))
        {
            return false;
        }

        if (!code.IsCode || rpl < State->Cpl || (code.IsConforming ? code.Dpl > rpl : code.Dpl != rpl))
        {
            return Refuse(Vector.GeneralProtection, error);
        }

        if (!code.IsPresent)
        {
            return Refuse(Vector.SegmentNotPresent, error);
        }

        if (ip > code.Limit)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (rpl == State->Cpl)
        {
            if (!MarkAccessed(code))
            {
                return false;
            }

            LoadSegment(SegmentIndex.Cs, cs, code);
            Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
            State->Rip = ip;
            return true;
        }

        if (!Pop(ref stack, size, out var pointer) || !Pop(ref stack, size, out var ss))
        {
            return false;
        }

        if (!CheckOuterStack((ushort)ss, rpl, out var descriptor) || !MarkAccessed(code) || !MarkAccessed(descriptor))
        {
            return false;
        }

        SetCpl(rpl);
        LoadSegment(SegmentIndex.Cs, cs, code);
        LoadSegment(SegmentIndex.Ss, (ushort)ss, descriptor);
        Registers.SetMasked(State, Registers.Sp, pointer + release, State->StackMask);
        State->Rip = ip;
        DropInnerSegments();
        return true;
    }

    private bool CheckOuterStack(ushort selector, uint rpl, out Descriptor descriptor)
    {
        if (!ReadCodeDescriptor(selector, out descriptor))
        {
            return false;
        }

        var error = selector & 0xfffcu;
        if ((selector & 3) != rpl || !descriptor.IsWritableData || descriptor.Dpl != rpl)
        {
            return Refuse(Vector.GeneralProtection, error);
        }

        return descriptor.IsPresent || Refuse(Vector.StackFault, error);
    }

    private bool ReturnToVirtual8086(uint ip, ushort cs, uint flags, ref StackCursor stack)
    {
        System.Span<ulong> values = stackalloc ulong[6];
        for (var i = 0; i < values.Length; i++)
        {
            if (!Pop(ref stack, 4, out values[i]))
            {
                return false;
            }
        }

        LazyFlags.Set(State, flags);
        var kept =
            WritableFlags
            | Eflag.Interrupt
            | Eflag.IoPrivilege
            | Eflag.Virtual8086
            | Eflag.VirtualInterrupt
            | Eflag.VirtualInterruptPending;
        State->Eflags = (flags & kept & ~Eflag.Arithmetic) | Eflag.AlwaysSet;
        SetCpl(3);
        LoadParagraph(SegmentIndex.Cs, cs);
        LoadParagraph(SegmentIndex.Ss, (ushort)values[1]);
        LoadParagraph(SegmentIndex.Es, (ushort)values[2]);
        LoadParagraph(SegmentIndex.Ds, (ushort)values[3]);
        LoadParagraph(SegmentIndex.Fs, (ushort)values[4]);
        LoadParagraph(SegmentIndex.Gs, (ushort)values[5]);
        State->Gpr[Registers.Sp] = values[0];
        State->Rip = ip & 0xffff;
        State->NmiBlocked = 0;
        return true;
    }
}
