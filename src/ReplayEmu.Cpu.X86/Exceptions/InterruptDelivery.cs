using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Interrupts and exceptions through the interrupt table (SDM volume 3, 6.12; volume 2, INT n).</content>
public sealed unsafe partial class X86Cpu
{
    private bool softwareInterrupt;

    /// <summary>All of EFLAGS.</summary>
    internal uint ReadEflags() => (State->Eflags & ~Eflag.Arithmetic) | LazyFlags.Get(State) | Eflag.AlwaysSet;

    /// <summary>Replaces the flags under a mask; a change of VM is not for this.</summary>
    internal void WriteEflags(uint value, uint mask)
    {
        var flags = (ReadEflags() & ~mask) | (value & mask);
        var changed = flags ^ State->Eflags;
        LazyFlags.Set(State, flags);
        State->Eflags = (flags & ~Eflag.Arithmetic) | Eflag.AlwaysSet;
        if ((changed & Eflag.AlignmentCheck) != 0)
        {
            AlignmentCheckChanged();
        }
    }

    /// <summary>EFLAGS for a handler: a fault's leads back to an instruction that must not meet its breakpoint again.</summary>
    private uint SavedEflags(byte vector, InterruptKind kind)
    {
        var isFault =
            kind == InterruptKind.Exception
            && vector is not (Vector.Debug or Vector.Breakpoint or Vector.Overflow or Vector.DoubleFault);
        return ReadEflags() | (isFault ? Eflag.Resume : 0);
    }

    /// <summary>Under SMAP, AC decides what the supervisor may touch, and a translation does not remember under which AC it was made.</summary>
    internal void AlignmentCheckChanged()
    {
        SelectTlb();
        if ((State->Cr4 & Cr4Bits.SupervisorAccessPrevention) != 0)
        {
            supervisorData.Flush();
        }
    }

    /// <summary>One attempt; false when it faulted itself, with nothing but stack memory changed.</summary>
    private bool TryInterrupt(byte vector, InterruptKind kind, uint error, ulong returnIp) =>
        IsLong ? InterruptLong(vector, kind, error, returnIp)
        : (State->Cr0 & Cr0Bits.ProtectionEnable) == 0 ? InterruptRealMode(vector, returnIp)
        : InterruptProtected(vector, kind, error, returnIp);

    private bool InterruptRealMode(byte vector, ulong returnIp)
    {
        var offset = vector * 4u;
        if (offset + 3 > State->IdtLimit)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (!ReadLinear(State->IdtBase + offset, 4, user: false, out var entry))
        {
            return false;
        }

        var stack = PresentStack();
        if (
            !Push(ref stack, 2, ReadEflags())
            || !Push(ref stack, 2, X86State.Segment(State, SegmentIndex.Cs)->Selector)
            || !Push(ref stack, 2, returnIp)
        )
        {
            return false;
        }

        Registers.SetMasked(State, Registers.Sp, stack.Pointer, State->StackMask);
        State->Eflags &= ~(Eflag.Interrupt | Eflag.Trap | Eflag.AlignmentCheck | Eflag.Resume);
        LoadParagraph(SegmentIndex.Cs, (ushort)(entry >> 16));
        State->Rip = entry & 0xffff;
        return true;
    }

    private bool InterruptProtected(byte vector, InterruptKind kind, uint error, ulong returnIp)
    {
        var external = kind == InterruptKind.Software ? 0u : 1u;
        var gateError = (vector * 8u) + 2 + external;
        if ((vector * 8u) + 7 > State->IdtLimit)
        {
            return Refuse(Vector.GeneralProtection, gateError);
        }

        var address = State->IdtBase + (vector * 8u);
        if (!ReadLinear(address, 8, user: false, out var bits))
        {
            return false;
        }

        var gate = new Descriptor(bits, address);
        var type = DescriptorBits.Type(gate.High);
        if (type is not (5 or 6 or 7 or 14 or 15) || (kind == InterruptKind.Software && gate.Dpl < State->Cpl))
        {
            return Refuse(Vector.GeneralProtection, gateError);
        }

        if (!gate.IsPresent)
        {
            return Refuse(Vector.SegmentNotPresent, gateError);
        }

        if (type == 5)
        {
            var hasError = kind == InterruptKind.Exception && HasErrorCode(vector);
            return InterruptTask(gate, hasError, error, external, SavedEflags(vector, kind), returnIp);
        }

        var selector = gate.GateSelector;
        if ((selector & 0xfffc) == 0)
        {
            return Refuse(Vector.GeneralProtection, external);
        }

        if (!ReadDescriptor(selector, Vector.GeneralProtection, external, out var code))
        {
            return false;
        }

        var codeError = (selector & 0xfffcu) | external;
        if (!code.IsCode || code.Dpl > State->Cpl)
        {
            return Refuse(Vector.GeneralProtection, codeError);
        }

        if (!code.IsPresent)
        {
            return Refuse(Vector.SegmentNotPresent, codeError);
        }

        var cpl = code.IsConforming ? State->Cpl : code.Dpl;
        if (IsVirtual8086 && cpl != 0)
        {
            return Refuse(Vector.GeneralProtection, codeError);
        }

        return EnterGate(gate, code, cpl, vector, kind, error, returnIp);
    }

    private bool EnterGate(
        in Descriptor gate,
        in Descriptor code,
        uint cpl,
        byte vector,
        InterruptKind kind,
        uint error,
        ulong returnIp
    )
    {
        var type = gate.SystemType;
        var size = type >= 14 ? 4 : 2;
        var inner = cpl != State->Cpl;
        var external = kind == InterruptKind.Software ? 0u : 1u;
        var stack = PresentStack();
        ushort newSs = 0;
        Descriptor ssDescriptor = default;
        var flags = ReadEflags();
        if (inner)
        {
            if (!InnerStack(cpl, external, out newSs, out ssDescriptor, out stack))
            {
                return false;
            }

            if (!PushOuterState(ref stack, size))
            {
                return false;
            }
        }

        if (
            !Push(ref stack, size, SavedEflags(vector, kind))
            || !Push(ref stack, size, X86State.Segment(State, SegmentIndex.Cs)->Selector)
            || !Push(ref stack, size, returnIp)
            || (kind == InterruptKind.Exception && HasErrorCode(vector) && !Push(ref stack, size, error))
            || !MarkAccessed(code)
        )
        {
            return false;
        }

        State->Eflags &= ~(Eflag.Trap | Eflag.NestedTask | Eflag.Virtual8086 | Eflag.Resume);
        if ((type & 1) == 0)
        {
            State->Eflags &= ~Eflag.Interrupt;
        }

        if (inner)
        {
            if ((flags & Eflag.Virtual8086) != 0)
            {
                SetSegment(SegmentIndex.Gs, 0, 0, 0, 0);
                SetSegment(SegmentIndex.Fs, 0, 0, 0, 0);
                SetSegment(SegmentIndex.Ds, 0, 0, 0, 0);
                SetSegment(SegmentIndex.Es, 0, 0, 0, 0);
            }

            SetCpl(cpl);
            LoadSegment(SegmentIndex.Ss, (ushort)((newSs & 0xfffcu) | cpl), ssDescriptor);
        }

        LoadSegment(SegmentIndex.Cs, (ushort)((gate.GateSelector & 0xfffcu) | cpl), code);
        Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
        State->Rip = size == 4 ? gate.GateOffset32 : gate.GateOffset32 & 0xffff;
        return true;
    }

    private bool PushOuterState(ref StackCursor stack, int size)
    {
        if (IsVirtual8086)
        {
            foreach (
                var segment in (System.ReadOnlySpan<int>)
                    [SegmentIndex.Gs, SegmentIndex.Fs, SegmentIndex.Ds, SegmentIndex.Es]
            )
            {
                if (!Push(ref stack, size, X86State.Segment(State, segment)->Selector))
                {
                    return false;
                }
            }
        }

        return Push(ref stack, size, X86State.Segment(State, SegmentIndex.Ss)->Selector)
            && Push(ref stack, size, State->Gpr[Registers.Sp]);
    }

    /// <summary>The stack of an inner level from the TSS, checked (SDM volume 3, 6.12.1).</summary>
    private bool InnerStack(
        uint cpl,
        uint external,
        out ushort selector,
        out Descriptor descriptor,
        out StackCursor stack
    )
    {
        selector = 0;
        descriptor = default;
        stack = default;
        var tr = X86State.Segment(State, SegmentIndex.Tr);
        var wide = (tr->Attributes & 0x800) != 0;
        var offset = wide ? (cpl * 8) + 4 : (cpl * 4) + 2;
        var size = wide ? 4 : 2;
        if ((tr->Attributes & DescriptorBits.Present) == 0 || offset + (uint)size + 1 > tr->Limit)
        {
            return Refuse(Vector.InvalidTss, (tr->Selector & 0xfffcu) | external);
        }

        if (
            !ReadLinear(tr->Base + offset, size, user: false, out var pointer)
            || !ReadLinear(tr->Base + offset + (uint)size, 2, user: false, out var ss)
        )
        {
            return false;
        }

        selector = (ushort)ss;
        var error = (selector & 0xfffcu) | external;
        if ((selector & 0xfffc) == 0)
        {
            return Refuse(Vector.InvalidTss, external);
        }

        if (!ReadDescriptor(selector, Vector.InvalidTss, external, out descriptor))
        {
            return false;
        }

        if ((selector & 3) != cpl || descriptor.Dpl != cpl || !descriptor.IsWritableData)
        {
            return Refuse(Vector.InvalidTss, error);
        }

        if (!descriptor.IsPresent)
        {
            return Refuse(Vector.StackFault, error);
        }

        var mask = (descriptor.Attributes & DescriptorBits.Big) != 0 ? 0xffffffffUL : 0xffff;
        stack = new StackCursor
        {
            Base = descriptor.Base,
            // The high half of ESP is loaded too; a 16-bit stack does not look at it.
            Pointer = pointer & mask,
            Mask = mask,
            Limit = descriptor.Limit,
            Attributes = descriptor.Attributes,
            ErrorCode = error,
            User = cpl == 3,
        };
        return true;
    }
}
