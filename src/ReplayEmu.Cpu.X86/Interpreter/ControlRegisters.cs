using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>What writing CR0, CR3 and CR4 does (SDM volume 3, 2.5 and 9.8.5). False when a fault is pending.</content>
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

    /// <summary>In a value for CR3 under CR4.PCIDE: keep the translations of the identifier.</summary>
    private const ulong KeepTranslations = 1UL << 63;

    internal bool WriteCr0(ulong value)
    {
        var pagingWithoutProtection = (value & (Cr0Bits.Paging | Cr0Bits.ProtectionEnable)) == Cr0Bits.Paging;
        var badCache = (value & (Cr0Bits.NotWriteThrough | Cr0Bits.CacheDisable)) == Cr0Bits.NotWriteThrough;
        if (pagingWithoutProtection || badCache || value > uint.MaxValue)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        value = (value & Cr0Defined) | Cr0Bits.ExtensionType;
        var changed = value ^ State->Cr0;
        var paging = (value & Cr0Bits.Paging) != 0;
        if ((changed & Cr0Bits.Paging) != 0 && !MaySwitchPaging(paging))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        var goesLong = paging && (State->Efer & EferBits.LongModeEnable) != 0;
        const ulong reloads = Cr0Bits.Paging | Cr0Bits.CacheDisable | Cr0Bits.NotWriteThrough;
        if (
            (changed & reloads) != 0
            && paging
            && !goesLong
            && IsExtendedPaging
            && !LoadPageDirectoryPointers(State->Cr3)
        )
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        State->Cr0 = value;
        if ((changed & Cr0Bits.Paging) != 0)
        {
            State->Efer = (State->Efer & ~EferBits.LongModeActive) | (goesLong ? EferBits.LongModeActive : 0);
        }

        if ((changed & (Cr0Bits.Paging | Cr0Bits.WriteProtect | Cr0Bits.ProtectionEnable)) != 0)
        {
            FlushTlb();
        }

        if ((changed & (Cr0Bits.ProtectionEnable | Cr0Bits.Paging)) != 0)
        {
            UpdateAllQuickLimits();
        }

        SelectTlb();
        return true;
    }

    /// <summary>CR8: the class of the local APIC's task priority (SDM volume 3, 11.8.6). Without one it is a register like others.</summary>
    internal ulong ReadTaskPriority() => TaskPriority is { } apic ? (ulong)apic.TaskPriority >> 4 : State->Cr8;

    internal void WriteTaskPriority(ulong value)
    {
        State->Cr8 = value;
        if (TaskPriority is { } apic)
        {
            apic.TaskPriority = (byte)(value << 4);
        }
    }

    internal bool WriteCr3(ulong value)
    {
        var tagged = (State->Cr4 & Cr4Bits.ProcessContextIds) != 0;
        var keeps = tagged && (value & KeepTranslations) != 0;
        if (tagged)
        {
            value &= ~KeepTranslations;
        }

        if (
            IsLong
                ? (value & ~ExtendedPageMask & ~0xfffUL) != 0 || (value & BeyondPhysical) != 0
                : value > uint.MaxValue
        )
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        var pointers = !IsLong && IsExtendedPaging && (State->Cr0 & Cr0Bits.Paging) != 0;
        if (pointers && !LoadPageDirectoryPointers(value))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        State->Cr3 = value;
        if (!tagged)
        {
            FlushLocalTlb();
            return true;
        }

        if (!keeps)
        {
            FlushAddressSpace(value & 0xfff);
        }

        ForgetHostTlb();
        return true;
    }

    internal bool WriteCr4(ulong value)
    {
        var changed = value ^ State->Cr4;
        if ((value & ~Cr4Defined) != 0 || !MayChangeCr4(value, changed))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        const ulong reloads =
            Cr4Bits.PhysicalAddressExtension
            | Cr4Bits.PageGlobalEnable
            | Cr4Bits.PageSizeExtensions
            | Cr4Bits.SupervisorExecutionPrevention;
        const ulong translation = reloads | Cr4Bits.SupervisorAccessPrevention | Cr4Bits.ProcessContextIds;
        if (
            (changed & reloads) != 0
            && (value & Cr4Bits.PhysicalAddressExtension) != 0
            && !IsLong
            && (State->Cr0 & Cr0Bits.Paging) != 0
            && !LoadPageDirectoryPointers(State->Cr3)
        )
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if ((changed & translation) != 0)
        {
            FlushTlb();
        }

        State->Cr4 = value;
        return true;
    }

    /// <summary>Long mode begins with PAE set and ends outside of 64-bit code; process-context identifiers do not survive it.</summary>
    private bool MaySwitchPaging(bool paging)
    {
        if (!paging)
        {
            return !Is64Bit && (State->Cr4 & Cr4Bits.ProcessContextIds) == 0;
        }

        var isLongCode = (X86State.Segment(State, SegmentIndex.Cs)->Attributes & DescriptorBits.Long) != 0;
        return (State->Efer & EferBits.LongModeEnable) == 0 || (IsExtendedPaging && !isLongCode);
    }

    private bool MayChangeCr4(ulong value, ulong changed)
    {
        if (IsLong && (value & Cr4Bits.PhysicalAddressExtension) == 0)
        {
            return false;
        }

        var startsTagging = (changed & value & Cr4Bits.ProcessContextIds) != 0;
        return !startsTagging || (IsLong && (State->Cr3 & 0xfff) == 0);
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
            bits |= Given(CpuFeature.Fsgsbase, Cr4Bits.FsgsBaseEnable);
            bits |= Given(CpuFeature.Pcid, Cr4Bits.ProcessContextIds);
            bits |= Given(CpuFeature.Xsave, Cr4Bits.ExtendedStateEnable);
            bits |= Given(CpuFeature.Smep, Cr4Bits.SupervisorExecutionPrevention);
            bits |= Given(CpuFeature.Smap, Cr4Bits.SupervisorAccessPrevention);
            bits |= Given(CpuFeature.Umip, Cr4Bits.UserInstructionPrevention);
            return bits;
        }
    }

    private ulong Given(CpuFeature feature, ulong bits) => Model.Has(feature) ? bits : 0;
}
