using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.Power.Debugging;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.Power;

/// <content>Registers as debuggers read and write them (<see cref="DebugRegisterTable"/>), little-endian in either mode.</content>
public sealed unsafe partial class PowerCpu
{
    /// <inheritdoc/>
    public string DebugArchitecture => DebugRegisterTable.Architecture;

    /// <inheritdoc/>
    public IReadOnlyList<DebugRegister> DebugRegisters => DebugRegisterTable.Registers;

    /// <inheritdoc/>
    public void ReadRegister(int number, Span<byte> value)
    {
        value.Clear();
        var slot = DebugRegisterTable.Slots[number];
        if (slot.Kind == DebugSlotKind.Vector)
        {
            new ReadOnlySpan<byte>(State->Vsr + ((slot.Index + 32) * 2), 16).CopyTo(value);
            return;
        }

        var word = ReadWord(slot);
        MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word))[..Math.Min(8, value.Length)].CopyTo(value);
    }

    /// <inheritdoc/>
    public bool WriteRegister(int number, ReadOnlySpan<byte> value)
    {
        var slot = DebugRegisterTable.Slots[number];
        if (slot.Kind == DebugSlotKind.Vector)
        {
            value[..16].CopyTo(new Span<byte>(State->Vsr + ((slot.Index + 32) * 2), 16));
            return true;
        }

        ulong word = 0;
        value[..Math.Min(8, value.Length)].CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref word)));
        switch (slot.Kind)
        {
            case DebugSlotKind.General:
                State->Gpr[slot.Index] = word;
                return true;
            case DebugSlotKind.Float:
                State->Vsr[(slot.Index * 2) + 1] = word;
                return true;
            case DebugSlotKind.FloatExtension:
                State->Vsr[slot.Index * 2] = word;
                return true;
            case DebugSlotKind.Pointer:
                State->Nip = word & ~3UL;
                return true;
            case DebugSlotKind.Msr:
                SetMsr(word);
                return true;
            case DebugSlotKind.ConditionRegister:
                for (var i = 0; i < 8; i++)
                {
                    State->Cr[i] = (byte)(word >> (28 - (4 * i)) & 15);
                }

                return true;
            case DebugSlotKind.Link:
                State->Lr = word;
                return true;
            case DebugSlotKind.Count:
                State->Ctr = word;
                return true;
            case DebugSlotKind.Xer:
                WriteXer(word);
                return true;
            case DebugSlotKind.Special when slot.Index is not Instructions.Special.Pvr:
                return WriteSpecial(slot.Index, word);
            default:
                return false;
        }
    }

    private ulong ReadWord(DebugSlot slot) =>
        slot.Kind switch
        {
            DebugSlotKind.General => State->Gpr[slot.Index],
            DebugSlotKind.Float => State->Vsr[(slot.Index * 2) + 1],
            DebugSlotKind.FloatExtension => State->Vsr[slot.Index * 2],
            DebugSlotKind.Pointer => State->Nip,
            DebugSlotKind.Msr => State->Msr,
            DebugSlotKind.ConditionRegister => ReadCondition(),
            DebugSlotKind.Link => State->Lr,
            DebugSlotKind.Count => State->Ctr,
            DebugSlotKind.Xer => ReadXer(),
            DebugSlotKind.FloatStatus => State->Fpscr,
            DebugSlotKind.VectorStatus => State->Vscr,
            DebugSlotKind.Control => State->Lpcr,
            DebugSlotKind.ProcessTable => State->ProcessTable,
            _ => ReadSpecialForDebugger(slot.Index),
        };

    /// <summary>Whatever the processor's state is.</summary>
    private ulong ReadSpecialForDebugger(int number)
    {
        var before = mode;
        mode &= ~(int)Decode.CodeMode.User;
        ReadSpecial(number, out var value);
        mode = before;
        return value;
    }

    private ulong ReadCondition()
    {
        ulong value = 0;
        for (var i = 0; i < 8; i++)
        {
            value = (value << 4) | State->Cr[i];
        }

        return value;
    }
}
