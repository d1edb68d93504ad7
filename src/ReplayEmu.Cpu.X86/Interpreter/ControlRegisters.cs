using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.X86;

/// <content>What writing CR0 and CR4 does (SDM volume 3, 2.5). False when a fault is pending.</content>
public sealed unsafe partial class X86Cpu
{
    private const ulong Cr0Defined =
        Cr0Bits.ProtectionEnable
        | Cr0Bits.MonitorCoprocessor
        | Cr0Bits.Emulation
        | Cr0Bits.TaskSwitched
        | Cr0Bits.NumericError
        | Cr0Bits.WriteProtect
        | Cr0Bits.AlignmentMask
        | Cr0Bits.NotWriteThrough
        | Cr0Bits.CacheDisable
        | Cr0Bits.Paging;

    private const uint EflagsDefined = 0x3f7fd7;

    /// <summary>The bits of EFER that the model has.</summary>
    private ulong EferDefined =>
        Given(CpuFeature.Syscall, EferBits.SyscallEnable)
        | Given(CpuFeature.Lm, EferBits.LongModeEnable | EferBits.LongModeActive)
        | Given(CpuFeature.Nx, EferBits.NoExecuteEnable)
        | Given(CpuFeature.FxsrOpt, EferBits.FastFxsave);

    internal bool WriteCr0(ulong value)
    {
        value = (value & Cr0Defined) | Cr0Bits.ExtensionType;
        var pagingWithoutProtection = (value & (Cr0Bits.Paging | Cr0Bits.ProtectionEnable)) == Cr0Bits.Paging;
        var badCache = (value & (Cr0Bits.NotWriteThrough | Cr0Bits.CacheDisable)) == Cr0Bits.NotWriteThrough;
        if (pagingWithoutProtection || badCache)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if ((value & Cr0Bits.Paging) != 0 && (State->Efer & 0x100) != 0)
        {
            throw new UnimplementedException($"{Name}: long mode");
        }

        var changed = value ^ State->Cr0;
        State->Cr0 = value;
        if ((changed & (Cr0Bits.Paging | Cr0Bits.WriteProtect | Cr0Bits.ProtectionEnable)) != 0)
        {
            FlushTlb();
        }

        if ((changed & Cr0Bits.ProtectionEnable) != 0)
        {
            UpdateAllQuickLimits();
        }

        SelectTlb();
        return true;
    }

    internal bool WriteCr4(ulong value)
    {
        if ((value & ~Cr4Defined) != 0)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        const ulong translation =
            Cr4Bits.PageSizeExtensions
            | Cr4Bits.PhysicalAddressExtension
            | Cr4Bits.PageGlobalEnable
            | Cr4Bits.SupervisorExecutionPrevention
            | Cr4Bits.SupervisorAccessPrevention;
        if (((value ^ State->Cr4) & translation) != 0)
        {
            FlushTlb();
        }

        State->Cr4 = value;
        return true;
    }

    /// <summary>The bits that come with features of the model.</summary>
    private ulong Cr4Defined
    {
        get
        {
            var bits = Cr4Bits.PerformanceCounterEnable;
            bits |= Given(CpuFeature.Vme, Cr4Bits.Virtual8086Extensions | Cr4Bits.ProtectedVirtualInterrupts);
            bits |= Given(CpuFeature.De, Cr4Bits.DebuggingExtensions);
            bits |= Given(CpuFeature.Pse, Cr4Bits.PageSizeExtensions);
            bits |= Given(CpuFeature.Tsc, Cr4Bits.TimeStampDisable);
            bits |= Given(CpuFeature.Pae, Cr4Bits.PhysicalAddressExtension);
            bits |= Given(CpuFeature.Mce, Cr4Bits.MachineCheckEnable);
            bits |= Given(CpuFeature.Pge, Cr4Bits.PageGlobalEnable);
            bits |= Given(CpuFeature.Fxsr, Cr4Bits.OsFxsr);
            bits |= Given(CpuFeature.Sse, Cr4Bits.OsXmmExceptions);
            bits |= Given(CpuFeature.Smep, Cr4Bits.SupervisorExecutionPrevention);
            bits |= Given(CpuFeature.Smap, Cr4Bits.SupervisorAccessPrevention);
            bits |= Given(CpuFeature.Umip, Cr4Bits.UserInstructionPrevention);
            return bits;
        }
    }

    private ulong Given(CpuFeature feature, ulong bits) => Model.Has(feature) ? bits : 0;
}
