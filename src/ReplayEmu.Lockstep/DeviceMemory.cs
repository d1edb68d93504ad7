using System;
using System.Collections.Generic;
using Iced.Intel;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Lockstep.Registers;
using ReplayEmu.Machine;

namespace ReplayEmu.Lockstep;

/// <summary>
/// Which bytes of memory came from a device, by INS or DMA, or were copied from such. The log does not tell what is in memory, so that
/// what the reference loaded from there is taken over, into memory too.
/// </summary>
internal sealed unsafe class DeviceMemory(VirtualMachine machine, X86Cpu cpu)
{
    private const int Most = 64 << 20;
    private readonly HashSet<ulong> bytes = [];

    /// <summary>A device wrote to physical memory.</summary>
    public void Add(ulong physical, ulong size)
    {
        for (ulong i = 0; i < size && bytes.Count < Most; i++)
        {
            bytes.Add(physical + i);
        }
    }

    /// <summary>After an instruction: what INS wrote, and what MOVS and PUSH copied.</summary>
    public void Follow(in Instruction instruction, RegisterImage before, RegisterImage after)
    {
        if (instruction.Mnemonic == Mnemonic.Push && IsRead(instruction, before))
        {
            AddLinear(Linear(Register.SS, after[RegisterSet.Esp]), instruction.MemorySize.GetSize());
        }

        var isInput = instruction.Mnemonic is Mnemonic.Insb or Mnemonic.Insw or Mnemonic.Insd;
        var isCopy =
            instruction.Mnemonic is Mnemonic.Movsb or Mnemonic.Movsw or Mnemonic.Movsd
            && instruction.IsStringInstruction;
        if ((!isInput && !isCopy) || (isCopy && bytes.Count == 0))
        {
            return;
        }

        const int Source = 6;
        const int Destination = 7;
        var wide = instruction.MemorySize.GetSize();
        var mask = instruction.Op0Kind == OpKind.MemoryESDI ? 0xffffUL : 0xffffffff;
        var start = before[Destination] & mask;
        var length = Math.Min((after[Destination] - before[Destination]) & mask, 1 << 20);
        if ((before[RegisterSet.Eflags] & Eflag.Direction) != 0)
        {
            length = Math.Min((before[Destination] - after[Destination]) & mask, 1 << 20);
            start = (after[Destination] & mask) + (ulong)wide;
        }

        var shift = before[Source] - before[Destination];
        for (ulong i = 0; i < length; i++)
        {
            if (
                (isInput || Holds(Linear(instruction.MemorySegment, start + i + shift), 1))
                && cpu.TryTranslate(Linear(Register.ES, start + i), out var physical)
            )
            {
                Add(physical, 1);
            }
        }
    }

    /// <summary>True when the instruction's memory operand has a byte from a device.</summary>
    public bool IsRead(in Instruction instruction, RegisterImage before) =>
        bytes.Count != 0
        && Operand(instruction, before) is { } linear
        && Holds(linear, instruction.MemorySize.GetSize());

    /// <summary>Puts the value that a plain load gave into memory.</summary>
    public void Patch(in Instruction instruction, RegisterImage before, RegisterImage after)
    {
        var isLoad =
            instruction.Mnemonic is Mnemonic.Mov or Mnemonic.Movzx or Mnemonic.Movsx
            && instruction.Op0Kind == OpKind.Register
            && instruction.Op1Kind == OpKind.Memory;
        var number = isLoad ? instruction.Op0Register.GetFullRegister() - Register.RAX : -1;
        if (number is < 0 or >= RegisterSet.GeneralCount || Operand(instruction, before) is not { } linear)
        {
            return;
        }

        var isHigh = instruction.Op0Register is >= Register.AH and <= Register.BH;
        var value = after[number] >> (isHigh ? 8 : 0);
        for (var i = 0; i < instruction.MemorySize.GetSize(); i++)
        {
            if (cpu.TryTranslate(linear + (ulong)i, out var physical))
            {
                machine.Memory.WriteBytes(physical, [(byte)(value >> (8 * i))]);
            }
        }
    }

    private void AddLinear(ulong linear, int size)
    {
        for (var i = 0; i < size; i++)
        {
            if (cpu.TryTranslate(linear + (ulong)i, out var physical))
            {
                Add(physical, 1);
            }
        }
    }

    private bool Holds(ulong linear, int size)
    {
        for (var i = 0; i < size; i++)
        {
            if (cpu.TryTranslate(linear + (ulong)i, out var physical) && bytes.Contains(physical))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Linear address of the first memory operand, or null.</summary>
    private ulong? Operand(in Instruction instruction, RegisterImage before)
    {
        for (var i = 0; i < instruction.OpCount; i++)
        {
            var kind = instruction.GetOpKind(i);
            if (kind is OpKind.Memory or (>= OpKind.MemorySegSI and <= OpKind.MemorySegRDI))
            {
                var getter = new Values(before);
                return instruction.TryGetVirtualAddress(i, 0, out var address, getter.TryGet) ? address : null;
            }
        }

        return instruction.Mnemonic is Mnemonic.Pop or Mnemonic.Ret
            ? Linear(Register.SS, before[RegisterSet.Esp])
            : null;
    }

    private ulong Linear(Register segment, ulong offset) =>
        (X86State.Segment(cpu.State, segment - Register.ES)->Base + offset) & 0xffffffff;

    /// <summary>Values of registers for Iced's address arithmetic.</summary>
    private sealed class Values(RegisterImage image)
    {
        public bool TryGet(Register register, int element, int size, out ulong value)
        {
            if (register is >= Register.ES and <= Register.GS)
            {
                value = image[RegisterSet.FirstSegment + ((register - Register.ES) * RegisterSet.SegmentFields) + 1];
                return true;
            }

            var number = register.GetFullRegister() - Register.RAX;
            value = number is >= 0 and < RegisterSet.GeneralCount ? image[number] : 0;
            value &= register.GetSize() switch
            {
                2 => 0xffff,
                4 => 0xffffffff,
                _ => ulong.MaxValue,
            };
            return true;
        }
    }
}
