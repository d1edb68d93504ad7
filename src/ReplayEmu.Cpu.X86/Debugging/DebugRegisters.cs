using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.Debugging;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.X86;

/// <content>Registers as debuggers read them (<see cref="DebugRegisterTable"/>). EIP and RIP are the offset in CS.</content>
public sealed unsafe partial class X86Cpu
{
    /// <inheritdoc/>
    public string DebugArchitecture => IsLong ? DebugRegisterTable.Wide : DebugRegisterTable.Narrow;

    /// <inheritdoc/>
    public IReadOnlyList<DebugRegister> DebugRegisters => DebugRegisterTable.Registers;

    /// <inheritdoc/>
    public void ReadRegister(int number, Span<byte> value)
    {
        value.Clear();
        var slot = DebugRegisterTable.Slots[number];
        switch (slot.Kind)
        {
            case DebugSlotKind.Float:
                new ReadOnlySpan<byte>(FloatPlace(slot.Index), 10).CopyTo(value);
                break;
            case DebugSlotKind.Vector:
                new ReadOnlySpan<byte>((byte*)State->Xmm + (slot.Index * 16), 16).CopyTo(value);
                break;
            default:
                var word = ReadWord(slot);
                MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word))[..Math.Min(8, value.Length)].CopyTo(value);
                break;
        }
    }

    /// <summary>ST(i) is physical register TOP + i.</summary>
    private byte* FloatPlace(int index) => (byte*)State->FpuRegisters + (((index + (State->FpuStatus >> 11)) & 7) * 16);

    private ulong ReadWord(DebugSlot slot) =>
        slot.Kind switch
        {
            DebugSlotKind.General => State->Gpr[slot.Index],
            DebugSlotKind.Pointer => State->Rip,
            DebugSlotKind.Flags => State->Eflags | LazyFlags.Get(State),
            DebugSlotKind.Selector => X86State.Segment(State, slot.Index)->Selector,
            DebugSlotKind.FloatControl => ReadFloatControl(slot.Index),
            DebugSlotKind.VectorControl => State->Mxcsr,
            DebugSlotKind.SegmentBase => X86State.Segment(State, slot.Index)->Base,
            DebugSlotKind.Control => *ControlPlace(slot.Index),
            DebugSlotKind.Debug => State->Dr[slot.Index],
            DebugSlotKind.GdtBase => State->GdtBase,
            DebugSlotKind.GdtLimit => State->GdtLimit,
            DebugSlotKind.IdtBase => State->IdtBase,
            DebugSlotKind.IdtLimit => State->IdtLimit,
            DebugSlotKind.Efer => State->Efer,
            DebugSlotKind.Level => State->Cpl,
            _ => ProgramCounter,
        };

    private ulong* ControlPlace(int index) =>
        index switch
        {
            0 => &State->Cr0,
            2 => &State->Cr2,
            3 => &State->Cr3,
            4 => &State->Cr4,
            _ => &State->Cr8,
        };

    private ulong ReadFloatControl(int index) =>
        index switch
        {
            0 => State->FpuControl,
            1 => State->FpuStatus,
            2 => State->FpuTag,
            3 => State->FpuCs,
            4 => (uint)State->FpuIp,
            5 => State->FpuDs,
            6 => (uint)State->FpuDp,
            _ => State->FpuOpcode,
        };
}
