using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Checks of segment type and limit.</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Protected mode without virtual-8086: descriptors, not paragraphs.</summary>
    internal bool IsProtected =>
        (State->Cr0 & Cr0Bits.ProtectionEnable) != 0 && (State->Eflags & Eflag.Virtual8086) == 0;

    internal bool IsVirtual8086 => (State->Eflags & Eflag.Virtual8086) != 0;

    /// <summary>The check behind the quick one; raises #SS(0) or #GP(0).</summary>
    private bool CheckSegment(int segment, ulong ea, int size, bool write, out ulong linear)
    {
        var register = X86State.Segment(State, segment);
        linear = (register->Base + ea) & 0xffffffff;
        if (ea + (ulong)size <= (write ? register->WriteSize : register->ReadSize))
        {
            return true;
        }

        if (IsProtected && IsExpandDown(register) && (!write || (register->Attributes & DescriptorBits.ReadWrite) != 0))
        {
            var top = (register->Attributes & DescriptorBits.Big) != 0 ? 0xffffffffUL : 0xffff;
            if (ea > register->Limit && ea + (ulong)size - 1 <= top)
            {
                return true;
            }
        }

        Raise(segment == SegmentIndex.Ss ? Vector.StackFault : Vector.GeneralProtection, 0);
        return false;
    }

    private static bool IsExpandDown(SegmentRegister* register) =>
        (
            register->Attributes
            & (DescriptorBits.Present | DescriptorBits.Ordinary | DescriptorBits.Code | DescriptorBits.DownConforming)
        ) == (DescriptorBits.Present | DescriptorBits.Ordinary | DescriptorBits.DownConforming);

    /// <summary>Derives the quick limits of a segment register from its attributes and the mode.</summary>
    private void UpdateQuickLimits(int segment)
    {
        var register = X86State.Segment(State, segment);
        var size = (ulong)register->Limit + 1;
        var attributes = register->Attributes;
        if (!IsProtected)
        {
            (register->ReadSize, register->WriteSize) = (size, size);
        }
        else if (
            (attributes & (DescriptorBits.Present | DescriptorBits.Ordinary))
                != (DescriptorBits.Present | DescriptorBits.Ordinary)
            || IsExpandDown(register)
        )
        {
            (register->ReadSize, register->WriteSize) = (0, 0);
        }
        else
        {
            var isCode = (attributes & DescriptorBits.Code) != 0;
            var readWrite = (attributes & DescriptorBits.ReadWrite) != 0;
            register->ReadSize = !isCode || readWrite ? size : 0;
            register->WriteSize = !isCode && readWrite ? size : 0;
        }

        if (segment == SegmentIndex.Ss)
        {
            State->StackMask = (attributes & DescriptorBits.Big) != 0 ? 0xffffffff : 0xffff;
        }
        else if (segment == SegmentIndex.Cs)
        {
            bitness = (attributes & DescriptorBits.Big) != 0 ? 32 : 16;
        }
    }

    /// <summary>After PE or VM changed.</summary>
    internal void UpdateAllQuickLimits()
    {
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            UpdateQuickLimits(i);
        }
    }

    /// <summary>Fills a segment register; no checks.</summary>
    internal void SetSegment(int segment, ushort selector, ulong start, uint limit, uint attributes)
    {
        var register = X86State.Segment(State, segment);
        register->Selector = selector;
        register->Base = start;
        register->Limit = limit;
        register->Attributes = attributes;
        UpdateQuickLimits(segment);
    }
}
