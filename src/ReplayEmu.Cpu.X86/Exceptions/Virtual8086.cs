using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Virtual-8086 mode's sensitive instructions, and the virtual interrupt flag of CR4.VME and CR4.PVI (SDM volume 3, 20.3 and 20.4).
/// QEMU has the bits and does not act on them.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const int RedirectionBytes = 32;

    private bool IsIoPrivileged => State->Cpl <= (State->Eflags >> 12 & 3);

    /// <summary>Virtual-8086 mode in which IOPL does not allow to touch IF.</summary>
    internal bool IsVirtualWithoutPrivilege => IsVirtual8086 && !IsIoPrivileged;

    /// <summary>Instead of #GP, sensitive instructions of virtual-8086 mode work on VIF.</summary>
    internal bool HasVirtualInterruptFlag => (State->Cr4 & Cr4Bits.Virtual8086Extensions) != 0;

    /// <summary>CLI and STI of CPL 3 work on VIF.</summary>
    private bool SetsVirtualInterruptFlag =>
        State->Cpl == 3
        && (State->Cr4 & (IsVirtual8086 ? Cr4Bits.Virtual8086Extensions : Cr4Bits.ProtectedVirtualInterrupts)) != 0;

    /// <summary>CLI and STI; false when the fault is pending.</summary>
    internal bool SetInterruptFlag(bool enabled)
    {
        if ((State->Cr0 & Cr0Bits.ProtectionEnable) == 0 || IsIoPrivileged)
        {
            if (enabled && (State->Eflags & Eflag.Interrupt) == 0)
            {
                State->InterruptShadow = ShadowOfSti;
            }

            SetFlag(Eflag.Interrupt, enabled);
            return true;
        }

        var pending = enabled && (State->Eflags & Eflag.VirtualInterruptPending) != 0;
        if (!SetsVirtualInterruptFlag || pending)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        SetFlag(Eflag.VirtualInterrupt, enabled);
        return true;
    }

    /// <summary>Flags as virtual-8086 code without privilege sees them: VIF at the place of IF, and IOPL 3.</summary>
    internal uint VirtualFlags()
    {
        var flags = ReadEflags();
        return (flags & ~Eflag.Interrupt)
            | Eflag.IoPrivilege
            | ((flags & Eflag.VirtualInterrupt) != 0 ? Eflag.Interrupt : 0);
    }

    /// <summary>POPF and IRET of virtual-8086 code without privilege; false when the fault is pending and nothing changed.</summary>
    internal bool MayWriteVirtualFlags(uint flags)
    {
        var wantsPending = (flags & Eflag.Interrupt) != 0 && (State->Eflags & Eflag.VirtualInterruptPending) != 0;
        return (!wantsPending && (flags & Eflag.Trap) == 0) || Refuse(Vector.GeneralProtection, 0);
    }

    /// <summary>After <see cref="MayWriteVirtualFlags"/>.</summary>
    internal void WriteVirtualFlags(uint flags)
    {
        WriteEflags(flags, Eflag.Arithmetic | Eflag.Direction | Eflag.NestedTask);
        SetFlag(Eflag.VirtualInterrupt, (flags & Eflag.Interrupt) != 0);
    }

    /// <summary>INT n in virtual-8086 mode: to the 8086 program's own handler, to the monitor's, or #GP to the monitor.</summary>
    internal DecodedOp* VirtualInterrupt(DecodedOp* op, byte vector)
    {
        if (HasVirtualInterruptFlag)
        {
            if (!At(op).ReadRedirection(vector, out var toMonitor))
            {
                return LeaveFaulted(op);
            }

            if (!toMonitor)
            {
                return Far(op, At(op).RedirectInterrupt(vector, NextIp(op)));
            }
        }

        return IsIoPrivileged ? SoftwareInterrupt(op, vector) : Fault(op, Vector.GeneralProtection, 0);
    }

    /// <summary>The bit of a vector in the map below the I/O permission map.</summary>
    private bool ReadRedirection(byte vector, out bool toMonitor)
    {
        toMonitor = true;
        var tr = X86State.Segment(State, SegmentIndex.Tr);
        if (!HasIoMap(tr))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (!ReadLinear(tr->Base + 102, 2, user: false, out var map))
        {
            return false;
        }

        var offset = map - RedirectionBytes + (vector / 8u);
        if (offset > tr->Limit)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (!ReadLinear(tr->Base + offset, 1, user: false, out var bits))
        {
            return false;
        }

        toMonitor = (bits >> (vector & 7) & 1) != 0;
        return true;
    }

    /// <summary>As real mode does it, through the table at linear address 0.</summary>
    private bool RedirectInterrupt(byte vector, ulong returnIp)
    {
        softwareInterrupt = true;
        var privileged = IsIoPrivileged;
        var flags = privileged ? ReadEflags() : VirtualFlags();
        var stack = PresentStack();
        if (
            !ReadLinear(vector * 4u, 4, user: false, out var entry)
            || !Push(ref stack, 2, flags)
            || !Push(ref stack, 2, X86State.Segment(State, SegmentIndex.Cs)->Selector)
            || !Push(ref stack, 2, returnIp)
        )
        {
            return false;
        }

        Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
        State->Eflags &= ~(Eflag.Trap | Eflag.Resume | (privileged ? Eflag.Interrupt : Eflag.VirtualInterrupt));
        LoadParagraph(SegmentIndex.Cs, (ushort)(entry >> 16));
        State->Rip = entry & 0xffff;
        return true;
    }

    private void SetFlag(uint flag, bool value) => State->Eflags = (State->Eflags & ~flag) | (value ? flag : 0);
}
