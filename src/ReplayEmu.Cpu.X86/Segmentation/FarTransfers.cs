using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Far JMP and CALL (SDM volume 3, 5.8). A false return means that a fault is pending and nothing is committed.</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Offset in CS of the running block.</summary>
    internal ulong BlockIp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => State->CodeIp;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private set => State->CodeIp = value;
    }

    /// <summary>Ends an instruction that set Rip itself, or faulted.</summary>
    internal DecodedOp* Far(DecodedOp* op, bool done)
    {
        if (!done)
        {
            return LeaveFaulted(op);
        }

        // A fault of a task that was just entered takes the tick.
        remaining += op->Left - (pendingVector >= 0 ? 0 : 1);
        return null;
    }

    /// <summary>A relative branch is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DecodedOp* TakeBranch(DecodedOp* op, ulong ip)
    {
        remaining += op->Left - 1;
        return Follow(op, ip);
    }

    /// <summary>A branch to an address from a register, memory or the stack is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DecodedOp* TakeIndirectBranch(DecodedOp* op, ulong ip)
    {
        remaining += op->Left - 1;
        return Jump(op, ip);
    }

    /// <summary>INT n and its like.</summary>
    internal DecodedOp* SoftwareInterrupt(DecodedOp* op, byte vector, InterruptKind kind = InterruptKind.Software)
    {
        State->Rip = IpOf(op);
        softwareInterrupt = true;
        At(op).Interrupt(vector, kind, 0, NextIp(op));
        remaining += op->Left - 1;
        return null;
    }

    internal bool FarJump(ushort selector, ulong offset, ulong returnIp)
    {
        if (!IsProtected)
        {
            return FarParagraph(selector, offset);
        }

        if (!ReadCodeDescriptor(selector, out var descriptor))
        {
            return false;
        }

        if (descriptor.IsOrdinary)
        {
            return CheckDirectTarget(selector, descriptor, offset) && EnterCode(selector, descriptor, offset);
        }

        if (IsLong)
        {
            return JumpLongGate(selector, descriptor);
        }

        if (descriptor.IsTask)
        {
            return FarTask(selector, descriptor, TaskSwitchKind.Jump, returnIp);
        }

        if (!CheckGate(selector, descriptor, out var code))
        {
            return false;
        }

        if (!(code.IsConforming ? code.Dpl <= State->Cpl : code.Dpl == State->Cpl))
        {
            return Refuse(Vector.GeneralProtection, descriptor.GateSelector & 0xfffcu);
        }

        return CheckPresent(descriptor.GateSelector, code)
            && EnterCode(descriptor.GateSelector, code, GateOffset(descriptor));
    }

    internal bool FarCall(ushort selector, ulong offset, int size, ulong returnIp)
    {
        var stack = PresentStack();
        var cs = X86State.Segment(State, SegmentIndex.Cs)->Selector;
        if (!IsProtected)
        {
            if (offset > X86State.Segment(State, SegmentIndex.Cs)->Limit)
            {
                return Refuse(Vector.GeneralProtection, 0);
            }

            if (!Push(ref stack, size, cs) || !Push(ref stack, size, returnIp))
            {
                return false;
            }

            Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
            return FarParagraph(selector, offset);
        }

        if (!ReadCodeDescriptor(selector, out var descriptor))
        {
            return false;
        }

        if (descriptor.IsOrdinary)
        {
            if (
                !CheckDirectTarget(selector, descriptor, offset)
                || !Push(ref stack, size, cs)
                || !Push(ref stack, size, returnIp)
                || !EnterCode(selector, descriptor, offset)
            )
            {
                return false;
            }

            Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
            return true;
        }

        if (IsLong)
        {
            return CallLongGate(selector, descriptor, returnIp);
        }

        if (descriptor.IsTask)
        {
            return FarTask(selector, descriptor, TaskSwitchKind.Call, returnIp);
        }

        if (!CheckGate(selector, descriptor, out var code))
        {
            return false;
        }

        if (code.Dpl > State->Cpl)
        {
            return Refuse(Vector.GeneralProtection, descriptor.GateSelector & 0xfffcu);
        }

        return CheckPresent(descriptor.GateSelector, code) && CallGate(descriptor, code, returnIp);
    }

    private bool CallGate(in Descriptor gate, in Descriptor code, ulong returnIp)
    {
        var size = gate.SystemType == 12 ? 4 : 2;
        var stack = PresentStack();
        var cs = X86State.Segment(State, SegmentIndex.Cs)->Selector;
        var cpl = code.IsConforming ? State->Cpl : code.Dpl;
        var inner = cpl < State->Cpl;
        ushort newSs = 0;
        Descriptor ssDescriptor = default;
        if (inner)
        {
            var outer = stack;
            if (
                !InnerStack(cpl, 0, out newSs, out ssDescriptor, out stack)
                || !Push(ref stack, size, X86State.Segment(State, SegmentIndex.Ss)->Selector)
                || !Push(ref stack, size, State->Gpr[Registers.Sp])
                || !CopyParameters(ref stack, outer, (int)(gate.High & 31), size)
            )
            {
                return false;
            }
        }

        var offset = GateOffset(gate);
        if (
            !Push(ref stack, size, cs)
            || !Push(ref stack, size, returnIp)
            || (offset > code.Limit && !Refuse(Vector.GeneralProtection, 0))
            || !MarkAccessed(code)
        )
        {
            return false;
        }

        if (inner)
        {
            SetCpl(cpl);
            LoadSegment(SegmentIndex.Ss, (ushort)((newSs & 0xfffcu) | cpl), ssDescriptor);
        }

        LoadSegment(SegmentIndex.Cs, (ushort)((gate.GateSelector & 0xfffcu) | cpl), code);
        Registers.SetMasked(State, Registers.Sp, stack.Pointer, stack.Mask);
        State->Rip = offset;
        return true;
    }

    private bool CopyParameters(ref StackCursor stack, StackCursor outer, int count, int size)
    {
        var top = outer.Pointer;
        for (var i = count - 1; i >= 0; i--)
        {
            outer.Pointer = (top + (ulong)(i * size)) & outer.Mask;
            if (!Pop(ref outer, size, out var value) || !Push(ref stack, size, value))
            {
                return false;
            }
        }

        return true;
    }

    private bool FarParagraph(ushort selector, ulong offset)
    {
        // The limit is not changed by a real-mode transfer, so it can be checked first.
        if (offset > X86State.Segment(State, SegmentIndex.Cs)->Limit)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        LoadParagraph(SegmentIndex.Cs, selector);
        State->Rip = offset;
        return true;
    }

    private bool ReadCodeDescriptor(ushort selector, out Descriptor descriptor)
    {
        descriptor = default;
        return (selector & 0xfffc) == 0
            ? Refuse(Vector.GeneralProtection, 0)
            : ReadDescriptor(selector, Vector.GeneralProtection, 0, out descriptor);
    }

    private bool CheckDirectTarget(ushort selector, in Descriptor descriptor, ulong offset)
    {
        var allowed =
            descriptor.IsCode
            && (
                descriptor.IsConforming
                    ? descriptor.Dpl <= State->Cpl
                    : (selector & 3) <= State->Cpl && descriptor.Dpl == State->Cpl
            )
            && IsLegalCode(descriptor);
        if (!allowed)
        {
            return Refuse(Vector.GeneralProtection, selector & 0xfffcu);
        }

        return CheckPresent(selector, descriptor) && CheckCodeOffset(descriptor, offset);
    }

    private bool CheckPresent(ushort selector, in Descriptor descriptor) =>
        descriptor.IsPresent || Refuse(Vector.SegmentNotPresent, selector & 0xfffcu);

    /// <summary>Checks a call gate and reads the code descriptor behind it.</summary>
    private bool CheckGate(ushort selector, in Descriptor gate, out Descriptor code)
    {
        code = default;
        if (gate.SystemType is not (4 or 12) || gate.Dpl < State->Cpl || gate.Dpl < (selector & 3))
        {
            return Refuse(Vector.GeneralProtection, selector & 0xfffcu);
        }

        if (!gate.IsPresent)
        {
            return Refuse(Vector.SegmentNotPresent, selector & 0xfffcu);
        }

        if (!ReadCodeDescriptor(gate.GateSelector, out code))
        {
            return false;
        }

        return code.IsCode || Refuse(Vector.GeneralProtection, gate.GateSelector & 0xfffcu);
    }

    private static uint GateOffset(in Descriptor gate) =>
        gate.SystemType == 12 ? gate.GateOffset32 : gate.GateOffset32 & 0xffff;

    /// <summary>Loads CS at the present privilege level.</summary>
    private bool EnterCode(ushort selector, in Descriptor descriptor, ulong offset)
    {
        if (!CheckCodeOffset(descriptor, offset) || !MarkAccessed(descriptor))
        {
            return false;
        }

        LoadSegment(SegmentIndex.Cs, (ushort)((selector & 0xfffcu) | State->Cpl), descriptor);
        State->Rip = offset;
        return true;
    }
}
