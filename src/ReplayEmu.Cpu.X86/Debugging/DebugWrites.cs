using System;
using ReplayEmu.Cpu.X86.Debugging;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Registers as debuggers write them: the value is put there without the checks of an instruction, and what the CPU derives from it
/// is derived anew. A selector brings its descriptor from the table, as far as that can be read.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const uint EflagsWritable = EflagsDefined & ~Eflag.Arithmetic;

    /// <inheritdoc/>
    public bool WriteRegister(int number, ReadOnlySpan<byte> value)
    {
        if (number < 0 || number >= DebugRegisterTable.Slots.Length)
        {
            return false;
        }

        var slot = DebugRegisterTable.Slots[number];
        if (value.Length != slot.Register.Bits / 8)
        {
            return false;
        }

        if (slot.Kind is DebugSlotKind.Float or DebugSlotKind.Vector)
        {
            var place =
                slot.Kind == DebugSlotKind.Float ? FloatPlace(slot.Index) : (byte*)State->Xmm + (slot.Index * 16);
            value.CopyTo(new Span<byte>(place, value.Length));
            return true;
        }

        ulong word = 0;
        for (var i = 0; i < value.Length; i++)
        {
            word |= (ulong)value[i] << (8 * i);
        }

        var done = WriteWord(slot, word);
        if (slot.Kind is DebugSlotKind.General or DebugSlotKind.Pointer or DebugSlotKind.Flags)
        {
            return done;
        }

        FlushTlb();
        StateReplaced();
        return done;
    }

    private bool WriteWord(DebugSlot slot, ulong word)
    {
        switch (slot.Kind)
        {
            case DebugSlotKind.General:
                State->Gpr[slot.Index] = word;
                return true;
            case DebugSlotKind.Pointer:
                State->Rip = word;
                return true;
            case DebugSlotKind.Flags:
                LazyFlags.Set(State, (uint)word);
                State->Eflags = ((uint)word & EflagsWritable) | 2;
                return true;
            case DebugSlotKind.Selector:
                return WriteSelector(slot.Index, (ushort)word);
            case DebugSlotKind.FloatControl:
                WriteFloatControl(slot.Index, (uint)word);
                return true;
            case DebugSlotKind.VectorControl:
                State->Mxcsr = (uint)word & 0xffff;
                return true;
            case DebugSlotKind.SegmentBase:
                X86State.Segment(State, slot.Index)->DescriptorBase = word;
                UpdateAllQuickLimits();
                return true;
            case DebugSlotKind.Control:
                return WriteControl(slot.Index, word);
            case DebugSlotKind.Debug:
                WriteDebugRegister(slot.Index, word);
                return true;
            case DebugSlotKind.GdtBase:
                State->GdtBase = word;
                return true;
            case DebugSlotKind.GdtLimit:
                State->GdtLimit = (uint)word & 0xffff;
                return true;
            case DebugSlotKind.IdtBase:
                State->IdtBase = word;
                return true;
            case DebugSlotKind.IdtLimit:
                State->IdtLimit = (uint)word & 0xffff;
                return true;
            case DebugSlotKind.Level when word <= 3:
                State->Cpl = (uint)word;
                return true;
            case DebugSlotKind.Efer when (word & ~0xd01UL) == 0:
                // SCE, LME, LMA, NXE.
                State->Efer = word;
                UpdateAllQuickLimits();
                return true;
            default:
                return false;
        }
    }

    private bool WriteControl(int index, ulong word)
    {
        if (index == 0 && ((word & ~Cr0Defined & ~Cr0Bits.ExtensionType) != 0))
        {
            return false;
        }

        *ControlPlace(index) = word;
        UpdateAllQuickLimits();
        return true;
    }

    private void WriteFloatControl(int index, uint word)
    {
        switch (index)
        {
            case 0:
                State->FpuControl = (ushort)word;
                break;
            case 1:
                State->FpuStatus = (ushort)word;
                break;
            case 2:
                State->FpuTag = (ushort)word;
                break;
            case 3:
                State->FpuCs = (ushort)word;
                break;
            case 4:
                State->FpuIp = word;
                break;
            case 5:
                State->FpuDs = (ushort)word;
                break;
            case 6:
                State->FpuDp = word;
                break;
            default:
                State->FpuOpcode = (ushort)(word & 0x7ff);
                break;
        }
    }

    private bool WriteSelector(int segment, ushort selector)
    {
        if (!IsProtected)
        {
            LoadParagraph(segment, selector);
            return true;
        }

        if ((selector & 0xfffc) == 0)
        {
            SetSegment(segment, selector, 0, 0, 0);
            return segment != SegmentIndex.Cs;
        }

        var ldt = X86State.Segment(State, SegmentIndex.Ldtr);
        var (table, limit) = (selector & 4) == 0 ? (State->GdtBase, State->GdtLimit) : (ldt->Base, ldt->Limit);
        var offset = selector & 0xfff8u;
        if (offset + 7 > limit || !TryTranslate(table + offset, out var physical))
        {
            return false;
        }

        var page = machine.Memory.ResolveReadPage(physical, out _, out _);
        if (page == null || (physical & 0xfff) > 0xff8)
        {
            return false;
        }

        // Eight bytes within the page.
        var descriptor = new Descriptor(*(ulong*)(page + (physical & 0xfff)), table + offset);
        if (!descriptor.IsOrdinary)
        {
            return false;
        }

        LoadSegment(segment, selector, descriptor);
        return true;
    }
}
