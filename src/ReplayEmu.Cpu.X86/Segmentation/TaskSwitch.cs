using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Hardware task switches (SDM volume 3, 8.3). Until everything is saved and read a fault belongs to the old task and nothing is
/// committed; what is wrong with the new task's segments is a fault of the new task, at its first instruction.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const uint BusyTask = 2 << 8;
    private const ulong LocalBreakpoints = 0x155;
    private const uint DebugTaskSwitch = 1 << 15;

    /// <summary>The last task switch came to the new task, whether or not that then faulted.</summary>
    private bool taskEntered;

    /// <summary>JMP, CALL or IRET to a task. True also when the new task faulted: the instruction is done then.</summary>
    private bool TransferToTask(ushort selector, TaskSwitchKind kind, byte vector, ulong returnIp) =>
        SwitchTask(selector, kind, vector, 0, ReadEflags(), returnIp) || taskEntered;

    /// <summary>IRET with NT set: to the task that the present one's link names.</summary>
    private bool ReturnFromTask(ulong nextIp)
    {
        var tr = X86State.Segment(State, SegmentIndex.Tr);
        if (!ReadLinear(tr->Base, 2, user: false, out var link))
        {
            return false;
        }

        if (!TransferToTask((ushort)link, TaskSwitchKind.Return, Vector.InvalidTss, nextIp))
        {
            return false;
        }

        State->NmiBlocked = 0;
        return true;
    }

    /// <summary>JMP or CALL to a task state segment or a task gate.</summary>
    private bool FarTask(ushort selector, in Descriptor descriptor, TaskSwitchKind kind, ulong returnIp)
    {
        if (descriptor.Dpl < State->Cpl || descriptor.Dpl < (selector & 3))
        {
            return Refuse(Vector.GeneralProtection, selector & 0xfffcu);
        }

        if (descriptor.SystemType != 5)
        {
            return TransferToTask(selector, kind, Vector.GeneralProtection, returnIp);
        }

        return CheckPresent(selector, descriptor)
            && TransferToTask(descriptor.GateSelector, kind, Vector.GeneralProtection, returnIp);
    }

    /// <summary>An interrupt or exception through a task gate; the error code goes onto the new task's stack.</summary>
    private bool InterruptTask(in Descriptor gate, bool hasError, uint error, uint external, uint flags, ulong returnIp)
    {
        if (!SwitchTask(gate.GateSelector, TaskSwitchKind.Call, Vector.GeneralProtection, external, flags, returnIp))
        {
            return false;
        }

        if (!hasError)
        {
            return true;
        }

        var stack = PresentStack();
        var size = TaskStateLayout.Of(X86State.Segment(State, SegmentIndex.Tr)->Attributes).Size;
        if (!Push(ref stack, size, error))
        {
            return false;
        }

        Instructions.Registers.SetMasked(State, Instructions.Registers.Sp, stack.Pointer, stack.Mask);
        return true;
    }

    /// <param name="vector">What a bad selector raises: #GP, of a nested task's return #TS.</param>
    /// <param name="external">The EXT bit of error codes.</param>
    private bool SwitchTask(
        ushort selector,
        TaskSwitchKind kind,
        byte vector,
        uint external,
        uint flags,
        ulong returnIp
    )
    {
        taskEntered = false;
        if (!ReadTask(selector, kind == TaskSwitchKind.Return, vector, external, out var descriptor))
        {
            return false;
        }

        var layout = TaskStateLayout.Of(descriptor.Attributes);
        var tr = X86State.Segment(State, SegmentIndex.Tr);
        var old = TaskStateLayout.Of(tr->Attributes);
        var oldDescriptor = State->GdtBase + (tr->Selector & 0xfff8u);
        if (descriptor.Limit < layout.MinimumLimit)
        {
            return Refuse(Vector.InvalidTss, (selector & 0xfffcu) | external);
        }

        if ((tr->Attributes & DescriptorBits.Present) == 0 || tr->Limit < old.MinimumLimit)
        {
            return Refuse(Vector.InvalidTss, (tr->Selector & 0xfffcu) | external);
        }

        var releasesOld = kind != TaskSwitchKind.Call;
        if (
            !ProbeTask(tr->Base, old.MinimumLimit, write: true)
            || !ProbeTask(descriptor.Base, layout.MinimumLimit, write: kind == TaskSwitchKind.Call)
            || (releasesOld && !TranslateWrite(oldDescriptor + 5, 1, user: false))
            || !TranslateWrite(descriptor.Address + 5, 1, user: false)
        )
        {
            return false;
        }

        // From here on no access faults.
        if (releasesOld && ReadLinear(oldDescriptor + 5, 1, user: false, out var access))
        {
            WriteLinear(oldDescriptor + 5, 1, user: false, access & ~(ulong)(BusyTask >> 8));
        }

        SaveTask(old, kind == TaskSwitchKind.Return ? flags & ~Eflag.NestedTask : flags, returnIp);
        if (kind == TaskSwitchKind.Call)
        {
            WriteLinear(descriptor.Base, 2, user: false, tr->Selector);
        }

        if (kind != TaskSwitchKind.Return)
        {
            WriteLinear(descriptor.Address + 5, 1, user: false, (descriptor.High | BusyTask) >> 8 & 0xff);
        }

        LoadSystemSegment(SegmentIndex.Tr, selector, descriptor);
        tr->Attributes |= BusyTask;
        State->Cr0 |= Cr0Bits.TaskSwitched;
        taskEntered = true;
        State->Dr[7] &= ~LocalBreakpoints;
        DebugRegistersChanged();
        return LoadTaskState(layout, kind == TaskSwitchKind.Call, external);
    }

    private bool ReadTask(ushort selector, bool busy, byte vector, uint external, out Descriptor descriptor)
    {
        descriptor = default;
        var error = (selector & 0xfffcu) | external;
        if ((selector & 4) != 0 || (selector & 0xfffc) == 0)
        {
            return Refuse(vector, error);
        }

        if (!ReadDescriptor(selector, vector, external, out descriptor))
        {
            return false;
        }

        if (descriptor.IsOrdinary || (descriptor.SystemType & ~8u) != (busy ? 3 : 1))
        {
            return Refuse(vector, error);
        }

        return descriptor.IsPresent || Refuse(Vector.SegmentNotPresent, error);
    }

    /// <summary>A segment has at most two pages of what a task switch touches.</summary>
    private bool ProbeTask(ulong start, uint limit, bool write) =>
        TranslateData(start & 0xffffffff, write, user: false, out _)
        && TranslateData((start + limit) & 0xffffffff, write, user: false, out _);

    private void SaveTask(in TaskStateLayout layout, uint flags, ulong returnIp)
    {
        var start = X86State.Segment(State, SegmentIndex.Tr)->Base;
        WriteLinear(start + layout.Ip, layout.Size, user: false, returnIp);
        WriteLinear(start + layout.Flags, layout.Size, user: false, flags);
        for (var i = 0; i < 8; i++)
        {
            WriteLinear(start + layout.General(i), layout.Size, user: false, State->Gpr[i]);
        }

        for (var i = 0; i < layout.Segments; i++)
        {
            WriteLinear(start + layout.Segment(i), 2, user: false, X86State.Segment(State, i)->Selector);
        }
    }

    private ulong TaskWord(uint offset, int size)
    {
        ReadLinear(X86State.Segment(State, SegmentIndex.Tr)->Base + offset, size, user: false, out var value);
        return value;
    }

    private bool LoadTaskState(in TaskStateLayout layout, bool nested, uint external)
    {
        System.Span<ushort> selectors = stackalloc ushort[6];
        for (var i = 0; i < layout.Segments; i++)
        {
            selectors[i] = (ushort)TaskWord(layout.Segment(i), 2);
        }

        var ldt = (ushort)TaskWord(layout.Ldt, 2);
        var traps = layout.IsWide && (TaskWord(TaskStateLayout.TrapWord, 2) & 1) != 0;
        var pageDirectory = layout.IsWide ? TaskWord(TaskStateLayout.PageDirectory, 4) : 0;
        var flags =
            (uint)TaskWord(layout.Flags, layout.Size) & EflagsDefined & (layout.IsWide ? uint.MaxValue : 0xffff);
        State->Rip = TaskWord(layout.Ip, layout.Size);
        for (var i = 0; i < 8; i++)
        {
            // The manual leaves the upper halves open after an 80286's task; they are set, as in QEMU and Bochs.
            State->Gpr[i] = TaskWord(layout.General(i), layout.Size) | (layout.IsWide ? 0 : 0xffff0000);
        }

        if (layout.IsWide && (State->Cr0 & Cr0Bits.Paging) != 0)
        {
            State->Cr3 = pageDirectory;
            FlushLocalTlb();
            if (IsExtendedPaging)
            {
                LoadPageDirectoryPointers(pageDirectory);
            }
        }

        flags |= nested ? Eflag.NestedTask : 0;
        LazyFlags.Set(State, flags);
        State->Eflags = (flags & ~Eflag.Arithmetic) | Eflag.AlwaysSet;
        SetCpl(IsVirtual8086 ? 3 : selectors[SegmentIndex.Cs] & 3u);
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            // Not to be used before it is checked, but a fault's handler finds the selector.
            SetSegment(i, selectors[i], 0, 0, 0);
        }

        SetSegment(SegmentIndex.Ldtr, ldt, 0, 0, 0);
        State->PendingDebug |= traps ? DebugTaskSwitch : 0;
        return LoadTaskSegments(selectors, ldt, external);
    }
}

/// <summary>How a task is left.</summary>
internal enum TaskSwitchKind : byte
{
    Jump,

    /// <summary>CALL, interrupt or exception: the old task stays busy and the new one returns to it.</summary>
    Call,

    /// <summary>IRET with NT set.</summary>
    Return,
}
