using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Cpu.X86.SystemManagement;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// System management mode (SDM volume 3, chapter 31), with QEMU's save-state map. An SMI in HLT returns behind the HLT: the
/// automatic HALT restart and I/O restart slots are not there, as in QEMU.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const ulong PowerOnSmBase = 0x30000;

    /// <summary>Cleared by the SMI: protection, emulation, task switched, paging.</summary>
    private const ulong Cr0ClearedBySmi =
        Cr0Bits.ProtectionEnable | Cr0Bits.Emulation | Cr0Bits.TaskSwitched | Cr0Bits.Paging;

    /// <summary>Tells the host bridge whether the CPU is in system management mode (SMIACT#).</summary>
    public IrqLine? SystemManagementActive { get; set; }

    private void EnterSystemManagement()
    {
        SyncClockAtCurrent();
        SavedState saved = default;
        Capture(&saved);
        SetSystemManagement(true);
        var map = new SavedStateMap(machine.Memory, State->SmBase + 0x8000, State->A20Mask, save: true);
        if (Model.Has(CpuFeature.Lm))
        {
            map.Transfer64(&saved);
        }
        else
        {
            map.Transfer32(&saved);
        }

        State->NmiBlockedOutside = State->NmiBlocked;
        State->NmiBlocked = 1;
        State->Halted = 0;
        State->Efer = 0;
        State->Cr0 &= ~Cr0ClearedBySmi;
        State->Cr4 = 0;
        State->Dr[7] = Dr7AlwaysSet;
        DebugRegistersChanged();
        Flags.LazyFlags.Set(State, 0);
        State->Eflags = Eflag.AlwaysSet;
        const uint Attributes = DescriptorBits.RealMode | DescriptorBits.Granularity;
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            SetSegment(i, 0, 0, uint.MaxValue, Attributes);
        }

        SetSegment(SegmentIndex.Cs, (ushort)(State->SmBase >> 4), State->SmBase, uint.MaxValue, Attributes);
        State->Rip = 0x8000;
        FlushTlb();
        SetCpl(0);
    }

    /// <summary>RSM. What was saved and cannot be is the CPU's shutdown.</summary>
    internal void LeaveSystemManagement()
    {
        SavedState saved = default;
        var map = new SavedStateMap(machine.Memory, State->SmBase + 0x8000, State->A20Mask, save: false);
        if (Model.Has(CpuFeature.Lm))
        {
            map.Transfer64(&saved);
        }
        else
        {
            map.Transfer32(&saved);
        }

        SetSystemManagement(false);
        if ((saved.Revision & SavedStateMap.Relocates) != 0)
        {
            State->SmBase = saved.SmBase;
        }

        State->NmiBlocked = State->NmiBlockedOutside;
        if (
            (saved.Cr0 & (Cr0Bits.Paging | Cr0Bits.ProtectionEnable)) == Cr0Bits.Paging
            || (saved.Cr0 & (Cr0Bits.CacheDisable | Cr0Bits.NotWriteThrough)) == Cr0Bits.NotWriteThrough
            || (saved.Cr4 & ~Cr4Defined) != 0
        )
        {
            State->Shutdown = 1;
            return;
        }

        Apply(&saved);
    }

    private void Capture(SavedState* saved)
    {
        for (var i = 0; i < 16; i++)
        {
            saved->Gpr[i] = State->Gpr[i];
        }

        for (var i = 0; i < 8; i++)
        {
            var segment = X86State.Segment(State, i);
            saved->Selector[i] = segment->Selector;
            saved->Base[i] = segment->DescriptorBase;
            saved->Limit[i] = segment->Limit;
            saved->Attributes[i] = segment->Attributes >> 8 & 0xf0ff;
        }

        (saved->GdtBase, saved->GdtLimit) = (State->GdtBase, State->GdtLimit);
        (saved->IdtBase, saved->IdtLimit) = (State->IdtBase, State->IdtLimit);
        (saved->Cr0, saved->Cr3, saved->Cr4, saved->Efer) = (State->Cr0, State->Cr3, State->Cr4, State->Efer);
        (saved->Dr6, saved->Dr7) = (State->Dr[6], State->Dr[7]);
        saved->Rip = State->Rip;
        saved->Eflags = ReadEflags();
        saved->SmBase = State->SmBase;
        saved->Revision = Model.Has(CpuFeature.Lm) ? SavedStateMap.Revision64 : SavedStateMap.Revision32;
    }

    private void Apply(SavedState* saved)
    {
        State->Cr0 = (saved->Cr0 & Cr0Defined) | Cr0Bits.ExtensionType;
        (State->Cr3, State->Cr4, State->Efer) = (saved->Cr3, saved->Cr4, saved->Efer & EferDefined);
        (State->Dr[6], State->Dr[7]) = (saved->Dr6, saved->Dr7);
        (State->GdtBase, State->GdtLimit) = (saved->GdtBase, (uint)saved->GdtLimit);
        (State->IdtBase, State->IdtLimit) = (saved->IdtBase, (uint)saved->IdtLimit);
        Flags.LazyFlags.Set(State, (uint)saved->Eflags);
        State->Eflags = ((uint)saved->Eflags & EflagsDefined & ~Eflag.Arithmetic) | Eflag.AlwaysSet;
        for (var i = 0; i < 8; i++)
        {
            var attributes = (uint)saved->Attributes[i] << 8 & DescriptorBits.Mask;
            SetSegment(i, (ushort)saved->Selector[i], saved->Base[i], (uint)saved->Limit[i], attributes);
        }

        for (var i = 0; i < 16; i++)
        {
            State->Gpr[i] = saved->Gpr[i];
        }

        State->Rip = saved->Rip;
        DebugRegistersChanged();
        FlushTlb();
        if (!IsLong && IsExtendedPaging && (State->Cr0 & Cr0Bits.Paging) != 0)
        {
            LoadPageDirectoryPointers(State->Cr3);
        }

        // The privilege level is that of the stack segment, which real mode does not keep.
        var level = DescriptorBits.Dpl(X86State.Segment(State, SegmentIndex.Ss)->Attributes);
        SetCpl(
            (State->Cr0 & Cr0Bits.ProtectionEnable) == 0 ? 0
            : IsVirtual8086 ? 3
            : level
        );
        UpdateAllQuickLimits();
    }

    private void SetSystemManagement(bool active)
    {
        State->SystemManagement = active ? (byte)1 : (byte)0;
        SystemManagementActive?.Set(active);
    }
}
