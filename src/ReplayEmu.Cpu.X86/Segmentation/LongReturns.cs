using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>RETF and IRET in long mode (SDM volume 2). A false return means that a fault is pending and nothing is committed.</content>
public sealed unsafe partial class X86Cpu
{
    private bool FarReturnLong(int size, ushort release)
    {
        var stack = PresentStack();
        if (!Pop(ref stack, size, out var ip) || !Pop(ref stack, size, out var cs))
        {
            return false;
        }

        stack.Pointer = (stack.Pointer + release) & stack.Mask;
        return ReturnLong((ushort)cs, ip, ref stack, size, release, popsStack: false);
    }

    private bool InterruptReturnLong(int size)
    {
        if ((State->Eflags & Eflag.NestedTask) != 0)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        var stack = PresentStack();
        if (
            !Pop(ref stack, size, out var ip)
            || !Pop(ref stack, size, out var cs)
            || !Pop(ref stack, size, out var flags)
        )
        {
            return false;
        }

        var mask = WritableFlags;
        if (State->Cpl == 0)
        {
            mask |= Eflag.IoPrivilege;
        }

        if (State->Cpl <= (State->Eflags >> 12 & 3))
        {
            mask |= Eflag.Interrupt;
        }

        // From 64-bit code the stack pointer is always on the stack.
        if (!ReturnLong((ushort)cs, ip, ref stack, size, 0, popsStack: Is64Bit))
        {
            return false;
        }

        WriteEflags((uint)flags, size == 2 ? mask & 0xffff : mask);
        State->NmiBlocked = 0;
        return true;
    }

    private bool ReturnLong(ushort cs, ulong ip, ref StackCursor stack, int size, ushort release, bool popsStack)
    {
        var rpl = cs & 3u;
        var error = cs & 0xfffcu;
        if (!ReadCodeDescriptor(cs, out var code))
        {
            return false;
        }

        if (
            !code.IsCode
            || rpl < State->Cpl
            || (code.IsConforming ? code.Dpl > rpl : code.Dpl != rpl)
            || !IsLegalCode(code)
        )
        {
            return Refuse(Vector.GeneralProtection, error);
        }

        if (!CheckPresent(cs, code) || !CheckCodeOffset(code, ip))
        {
            return false;
        }

        if (rpl == State->Cpl && !popsStack)
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

        return ReturnWithStack(cs, code, ip, (ushort)ss, pointer + release);
    }

    private bool ReturnWithStack(ushort cs, in Descriptor code, ulong ip, ushort ss, ulong pointer)
    {
        var rpl = cs & 3u;
        Descriptor stack = default;
        var isNull = (ss & 0xfffc) == 0;
        if (isNull)
        {
            // Only 64-bit code runs with a null SS, and only within the supervisor.
            if (!code.IsLong || rpl == 3 || (ss & 3) != rpl)
            {
                return Refuse(Vector.GeneralProtection, 0);
            }
        }
        else if (!CheckOuterStack(ss, rpl, out stack) || !MarkAccessed(stack))
        {
            return false;
        }

        if (!MarkAccessed(code))
        {
            return false;
        }

        var outer = rpl != State->Cpl;
        SetCpl(rpl);
        LoadSegment(SegmentIndex.Cs, cs, code);
        if (isNull)
        {
            LoadNullStack(rpl);
        }
        else
        {
            LoadSegment(SegmentIndex.Ss, ss, stack);
        }

        Registers.SetMasked(State, Registers.Sp, pointer, State->StackMask);
        State->Rip = ip;
        if (outer)
        {
            DropInnerSegments();
        }

        return true;
    }
}
