using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Pushing and popping several values on a stack that may not be the present one, before anything is committed.</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>A stack being written or read; the pointer is committed by the caller.</summary>
    internal struct StackCursor
    {
        public ulong Base;
        public ulong Pointer;
        public ulong Mask;
        public uint Limit;
        public uint Attributes;
        public bool User;

        /// <summary>Selector for #SS when this is not the present stack.</summary>
        public uint ErrorCode;
    }

    internal StackCursor PresentStack()
    {
        var ss = X86State.Segment(State, SegmentIndex.Ss);
        return new StackCursor
        {
            Base = ss->Base,
            Pointer = State->Gpr[Registers.Sp] & State->StackMask,
            Mask = State->StackMask,
            Limit = ss->Limit,
            Attributes = ss->Attributes,
            User = State->Cpl == 3,
        };
    }

    internal bool Push(ref StackCursor stack, int size, ulong value)
    {
        var pointer = (stack.Pointer - (ulong)size) & stack.Mask;
        if (!IsWithin(stack, pointer, size))
        {
            return Refuse(Vector.StackFault, stack.ErrorCode);
        }

        if (
            (stack.User && !CheckAlignment(stack.Base + pointer, size))
            || !WriteLinear(stack.Base + pointer, size, stack.User, value)
        )
        {
            return false;
        }

        stack.Pointer = pointer;
        return true;
    }

    internal bool Pop(ref StackCursor stack, int size, out ulong value)
    {
        value = 0;
        if (!IsWithin(stack, stack.Pointer, size))
        {
            return Refuse(Vector.StackFault, stack.ErrorCode);
        }

        if (
            (stack.User && !CheckAlignment(stack.Base + stack.Pointer, size))
            || !ReadLinear(stack.Base + stack.Pointer, size, stack.User, out value)
        )
        {
            return false;
        }

        stack.Pointer = (stack.Pointer + (ulong)size) & stack.Mask;
        return true;
    }

    private bool IsWithin(in StackCursor stack, ulong pointer, int size)
    {
        if (stack.Mask == ulong.MaxValue)
        {
            return IsCanonicalRange(pointer, size);
        }

        var last = pointer + (ulong)size - 1;
        if (!IsProtected || (stack.Attributes & DescriptorBits.DownConforming) == 0)
        {
            return last <= stack.Limit;
        }

        return pointer > stack.Limit && last <= ((stack.Attributes & DescriptorBits.Big) != 0 ? 0xffffffff : 0xffff);
    }
}
