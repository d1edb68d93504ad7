using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Writes of EFER and of the registers that hold linear addresses. False is #GP(0).</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>The bits of EFER that the model has.</summary>
    private ulong EferDefined =>
        Given(CpuFeature.Syscall, EferBits.SyscallEnable)
        | Given(CpuFeature.Lm, EferBits.LongModeEnable | EferBits.LongModeActive)
        | Given(CpuFeature.Nx, EferBits.NoExecuteEnable)
        | Given(CpuFeature.FxsrOpt, EferBits.FastFxsave);

    private bool WriteEfer(ulong value)
    {
        // LMA is not for writing.
        value &= ~EferBits.LongModeActive;
        var changed = (value ^ State->Efer) & ~EferBits.LongModeActive;
        var isPaging = (State->Cr0 & Cr0Bits.Paging) != 0;
        if ((value & ~EferDefined) != 0 || (isPaging && (changed & EferBits.LongModeEnable) != 0))
        {
            return false;
        }

        if ((changed & EferBits.NoExecuteEnable) != 0)
        {
            FlushTlb();
        }

        State->Efer = value | (State->Efer & EferBits.LongModeActive);
        return true;
    }

    /// <summary>A register that holds an address takes canonical ones only.</summary>
    private static bool WriteAddress(ulong* register, ulong value)
    {
        if (!IsCanonical(value))
        {
            return false;
        }

        *register = value;
        return true;
    }

    /// <summary>The base of FS or GS alone; selector and limit stay.</summary>
    internal bool WriteSegmentBase(int segment, ulong value)
    {
        if (!IsCanonical(value))
        {
            return false;
        }

        X86State.Segment(State, segment)->DescriptorBase = value;
        DeriveSegment(segment);
        return true;
    }
}
