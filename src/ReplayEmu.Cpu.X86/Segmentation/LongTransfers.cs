using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Far JMP and CALL through the call gates of long mode, which have 16 bytes and lead to 64-bit code (SDM volume 3, 5.8.3.1).
/// A false return means that a fault is pending and nothing is committed.
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Whether an offset can be in a code segment: below its limit, in 64-bit code canonical.</summary>
    private bool IsWithinCode(in Descriptor code, ulong offset) =>
        IsLong && code.IsLong ? IsCanonical(offset) : offset <= code.Limit;

    /// <summary>In long mode a code segment cannot be both 64-bit and 32-bit.</summary>
    private bool IsLegalCode(in Descriptor code) => !IsLong || !code.IsLong || !code.IsBig;

    private bool JumpLongGate(ushort selector, in Descriptor gate)
    {
        if (!CheckLongGate(selector, gate, out var code, out var offset))
        {
            return false;
        }

        if (!(code.IsConforming ? code.Dpl <= State->Cpl : code.Dpl == State->Cpl))
        {
            return Refuse(Vector.GeneralProtection, gate.GateSelector & 0xfffcu);
        }

        return CheckPresent(gate.GateSelector, code) && EnterCode(gate.GateSelector, code, offset);
    }

    private bool CallLongGate(ushort selector, in Descriptor gate, ulong returnIp)
    {
        if (!CheckLongGate(selector, gate, out var code, out var offset))
        {
            return false;
        }

        if (code.Dpl > State->Cpl)
        {
            return Refuse(Vector.GeneralProtection, gate.GateSelector & 0xfffcu);
        }

        if (!CheckPresent(gate.GateSelector, code))
        {
            return false;
        }

        var cpl = code.IsConforming ? State->Cpl : code.Dpl;
        var inner = cpl < State->Cpl;
        var pointer = State->Gpr[Registers.Sp];
        if (inner && !ReadTaskPointer(LongTaskStack(cpl), 0, out pointer))
        {
            return false;
        }

        var stack = LongStack(pointer, cpl);
        var ss = X86State.Segment(State, SegmentIndex.Ss)->Selector;
        if (
            (inner && (!Push(ref stack, 8, ss) || !Push(ref stack, 8, State->Gpr[Registers.Sp])))
            || !Push(ref stack, 8, X86State.Segment(State, SegmentIndex.Cs)->Selector)
            || !Push(ref stack, 8, returnIp)
            || !CheckCodeOffset(code, offset)
            || !MarkAccessed(code)
        )
        {
            return false;
        }

        if (inner)
        {
            SetCpl(cpl);
            LoadNullStack(cpl);
        }

        LoadSegment(SegmentIndex.Cs, (ushort)((gate.GateSelector & 0xfffcu) | cpl), code);
        State->Gpr[Registers.Sp] = stack.Pointer;
        State->Rip = offset;
        return true;
    }

    private bool CheckCodeOffset(in Descriptor code, ulong offset) =>
        IsWithinCode(code, offset) || Refuse(Vector.GeneralProtection, 0);

    /// <summary>Checks a gate and reads its second half and the code descriptor behind it.</summary>
    private bool CheckLongGate(ushort selector, in Descriptor gate, out Descriptor code, out ulong offset)
    {
        code = default;
        offset = 0;
        var error = selector & 0xfffcu;
        if (gate.SystemType != 12 || gate.Dpl < State->Cpl || gate.Dpl < (selector & 3))
        {
            return Refuse(Vector.GeneralProtection, error);
        }

        if (!gate.IsPresent)
        {
            return Refuse(Vector.SegmentNotPresent, error);
        }

        if (!ReadUpperDescriptor(selector, gate, out var upper) || !ReadCodeDescriptor(gate.GateSelector, out code))
        {
            return false;
        }

        offset = gate.GateOffset32 | (upper << 32);
        return (code.IsCode && code.IsLong && !code.IsBig)
            || Refuse(Vector.GeneralProtection, gate.GateSelector & 0xfffcu);
    }

    /// <summary>The upper half of a 16-byte descriptor: bits 63:32 of its address, and zeros where a type would be.</summary>
    private bool ReadUpperDescriptor(ushort selector, in Descriptor descriptor, out ulong upper)
    {
        upper = 0;
        var error = selector & 0xfffcu;
        var limit = (selector & 4) == 0 ? State->GdtLimit : X86State.Segment(State, SegmentIndex.Ldtr)->Limit;
        if ((selector & 0xfff8u) + 15 > limit)
        {
            return Refuse(Vector.GeneralProtection, error);
        }

        if (!ReadLinear(descriptor.Address + 8, 8, user: false, out var bits))
        {
            return false;
        }

        upper = (uint)bits;
        return (bits >> 40 & 0x1f) == 0 || Refuse(Vector.GeneralProtection, error);
    }

    /// <summary>SS after a change of privilege level in long mode: null, with the level as RPL.</summary>
    private void LoadNullStack(uint cpl) => SetSegment(SegmentIndex.Ss, (ushort)cpl, 0, 0, cpl << 13);

    private static StackCursor LongStack(ulong pointer, uint cpl) =>
        new()
        {
            Pointer = pointer,
            Mask = ulong.MaxValue,
            User = cpl == 3,
        };

    /// <summary>Offset in a 64-bit TSS of the stack pointer for a privilege level.</summary>
    private static uint LongTaskStack(uint cpl) => 4 + (cpl * 8);

    /// <summary>A stack pointer from the 64-bit TSS (SDM volume 3, 8.7).</summary>
    private bool ReadTaskPointer(uint offset, uint external, out ulong pointer)
    {
        pointer = 0;
        var tr = X86State.Segment(State, SegmentIndex.Tr);
        if ((tr->Attributes & DescriptorBits.Present) == 0 || offset + 7 > tr->Limit)
        {
            return Refuse(Vector.InvalidTss, (tr->Selector & 0xfffcu) | external);
        }

        return ReadLinear(tr->Base + offset, 8, user: false, out pointer);
    }
}
