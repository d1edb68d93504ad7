using System;
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
        linear = (register->Base + ea) & linearMask;
        if (Is64Bit ? IsCanonicalRange(linear, size) : IsWithinSegment(register, ea, size, write))
        {
            return true;
        }

        Raise(segment == SegmentIndex.Ss ? Vector.StackFault : Vector.GeneralProtection, 0);
        return false;
    }

    private static bool IsCanonicalRange(ulong linear, int size) =>
        IsCanonical(linear) && IsCanonical(linear + (ulong)size - 1);

    private bool IsWithinSegment(SegmentRegister* register, ulong ea, int size, bool write)
    {
        var attributes = register->Attributes;
        var last = ea + (ulong)size - 1;
        if (!IsProtected)
        {
            return last <= register->Limit;
        }

        const uint usable = DescriptorBits.Present | DescriptorBits.Ordinary;
        if ((attributes & usable) != usable)
        {
            return false;
        }

        var isCode = (attributes & DescriptorBits.Code) != 0;
        var readWrite = (attributes & DescriptorBits.ReadWrite) != 0;
        if (isCode ? write || !readWrite : write && !readWrite)
        {
            return false;
        }

        if (isCode || (attributes & DescriptorBits.DownConforming) == 0)
        {
            return last <= register->Limit;
        }

        var top = (attributes & DescriptorBits.Big) != 0 ? 0xffffffffUL : 0xffff;
        return ea > register->Limit && last <= top;
    }

    private static bool IsExpandDown(uint attributes) =>
        (attributes & (DescriptorBits.Code | DescriptorBits.DownConforming)) == DescriptorBits.DownConforming;

    /// <summary>Derives the effective base and the quick limits of a segment register from its descriptor and the mode.</summary>
    private void UpdateQuickLimits(int segment)
    {
        var was64Bit = Is64Bit;
        if (segment == SegmentIndex.Cs)
        {
            UpdateCodeMode();
        }

        DeriveSegment(segment);
        if (Is64Bit != was64Bit)
        {
            UpdateAllQuickLimits();
        }
    }

    private void DeriveSegment(int segment)
    {
        var register = X86State.Segment(State, segment);
        register->Base = register->DescriptorBase;
        if (segment > SegmentIndex.Gs)
        {
            return;
        }

        if (Is64Bit)
        {
            // Neither limits nor types; FS and GS keep their bases (SDM volume 3, 3.2.4).
            register->Base = segment >= SegmentIndex.Fs ? register->DescriptorBase : 0;
            (register->ReadSize, register->WriteSize) = (ulong.MaxValue, ulong.MaxValue);
        }
        else
        {
            DeriveSizes(register);
        }

        if (segment == SegmentIndex.Ss)
        {
            State->StackMask =
                Is64Bit ? ulong.MaxValue
                : (register->Attributes & DescriptorBits.Big) != 0 ? uint.MaxValue
                : 0xffffUL;
        }
    }

    private void DeriveSizes(SegmentRegister* register)
    {
        // What wraps at 4 GiB goes the slow way, for a translation beyond can be there in long mode.
        register->Base &= uint.MaxValue;
        var size = Math.Min((ulong)register->Limit + 1, (1UL << 32) - register->Base);
        var attributes = register->Attributes;
        if (!IsProtected)
        {
            (register->ReadSize, register->WriteSize) = (size, size);
            return;
        }

        const uint usable = DescriptorBits.Present | DescriptorBits.Ordinary;
        var isCode = (attributes & DescriptorBits.Code) != 0;
        var readWrite = (attributes & DescriptorBits.ReadWrite) != 0;
        var quick = (attributes & usable) == usable && !IsExpandDown(attributes);
        register->ReadSize = quick && (!isCode || readWrite) ? size : 0;
        register->WriteSize = quick && !isCode && readWrite ? size : 0;
    }

    /// <summary>After PE, VM, EFER.LMA or CS.L changed.</summary>
    internal void UpdateAllQuickLimits()
    {
        UpdateCodeMode();
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            DeriveSegment(i);
        }
    }

    /// <summary>Fills a segment register; no checks.</summary>
    internal void SetSegment(int segment, ushort selector, ulong start, uint limit, uint attributes)
    {
        var register = X86State.Segment(State, segment);
        register->Selector = selector;
        register->DescriptorBase = start;
        register->Limit = limit;
        register->Attributes = attributes;
        UpdateQuickLimits(segment);
    }
}
