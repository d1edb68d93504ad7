using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>PUSH POP PUSHA POPA ENTER LEAVE.</summary>
internal static unsafe class Stack
{
    /// <summary>PUSH of the stack pointer pushes what it was before.</summary>
    [Executes<ushort>(Code.Push_r16)]
    [Executes<uint>(Code.Push_r32)]
    [Executes<ulong>(Code.Push_r64)]
    public static DecodedOp* PushReg<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        Access.Push(s, op, cpu, Registers.Read<T>(s, op->Reg)) ? op + 1 : null;

    [Executes<ushort>(Code.Push_rm16)]
    [Executes<uint>(Code.Push_rm32)]
    [Executes<ulong>(Code.Push_rm64)]
    public static DecodedOp* PushRm<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace =>
        TPlace.Read<T>(s, op, cpu, out var value) && Access.Push(s, op, cpu, value) ? op + 1 : null;

    [Executes<ushort>(Code.Push_imm16, Code.Pushw_imm8)]
    [Executes<uint>(Code.Pushd_imm32, Code.Pushd_imm8)]
    [Executes<ulong>(Code.Pushq_imm32, Code.Pushq_imm8)]
    public static DecodedOp* PushImmediate<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Access.Push(s, op, cpu, Width.Truncate<T>(op->Imm)) ? op + 1 : null;

    /// <summary>POP of the stack pointer ends with the value popped.</summary>
    [Executes<ushort>(Code.Pop_r16)]
    [Executes<uint>(Code.Pop_r32)]
    [Executes<ulong>(Code.Pop_r64)]
    public static DecodedOp* PopReg<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!Access.Pop<T>(s, op, cpu, out var value))
        {
            return null;
        }

        Registers.Write(s, op->Reg, value);
        return op + 1;
    }

    /// <summary>An address over the stack pointer is formed after it has moved; a fault in the write moves it back.</summary>
    [Executes<ushort>(Code.Pop_rm16)]
    [Executes<uint>(Code.Pop_rm32)]
    [Executes<ulong>(Code.Pop_rm64)]
    public static DecodedOp* PopRm<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        var before = s->Gpr[Registers.Sp];
        if (!Access.Pop<T>(s, op, cpu, out var value))
        {
            return null;
        }

        if (!TPlace.Write(s, op, cpu, value))
        {
            s->Gpr[Registers.Sp] = before;
            return null;
        }

        return op + 1;
    }

    /// <summary>A fault in the middle leaves the stack pointer; words already pushed stay in memory, as the manual allows.</summary>
    [Executes<ushort>(Code.Pushaw)]
    [Executes<uint>(Code.Pushad)]
    public static DecodedOp* PushAll<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var top = Access.StackPointer(s);
        for (var i = 0; i < 8; i++)
        {
            var slot = (top - ((ulong)(i + 1) * (ulong)sizeof(T))) & s->StackMask;
            if (!Access.Write(s, op, cpu, SegmentIndex.Ss, slot, Registers.Read<T>(s, i * 8)))
            {
                return null;
            }
        }

        Access.SetStackPointer(s, top - (8 * (ulong)sizeof(T)));
        return op + 1;
    }

    /// <summary>The stack pointer's slot is skipped. Nothing changes before all slots are read.</summary>
    [Executes<ushort>(Code.Popaw)]
    [Executes<uint>(Code.Popad)]
    public static DecodedOp* PopAll<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var top = Access.StackPointer(s);
        var values = stackalloc T[8];
        for (var i = 0; i < 8; i++)
        {
            var slot = (top + ((ulong)i * (ulong)sizeof(T))) & s->StackMask;
            if (!Access.Read(s, op, cpu, SegmentIndex.Ss, slot, out values[7 - i]))
            {
                return null;
            }
        }

        for (var i = 0; i < 8; i++)
        {
            if (i != Registers.Sp)
            {
                Registers.Write(s, i * 8, values[i]);
            }
        }

        Access.SetStackPointer(s, top + (8 * (ulong)sizeof(T)));
        return op + 1;
    }

    /// <summary>The frame pointer's width is that of the stack; the words pushed have the operand's (SDM volume 2A, ENTER).</summary>
    [Executes<ushort>(Code.Enterw_imm16_imm8)]
    [Executes<uint>(Code.Enterd_imm16_imm8)]
    [Executes<ulong>(Code.Enterq_imm16_imm8)]
    public static DecodedOp* Enter<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var size = (ulong)sizeof(T);
        var level = (int)(op->Imm >> 16) & 31;
        var pointer = (Access.StackPointer(s) - size) & s->StackMask;
        var frame = pointer;
        var link = s->Gpr[Registers.Bp];
        if (!Access.Write(s, op, cpu, SegmentIndex.Ss, pointer, Width.Truncate<T>(link)))
        {
            return null;
        }

        for (var i = 1; i < level; i++)
        {
            link -= size;
            pointer = (pointer - size) & s->StackMask;
            if (
                !Access.Read<T>(s, op, cpu, SegmentIndex.Ss, link & s->StackMask, out var display)
                || !Access.Write(s, op, cpu, SegmentIndex.Ss, pointer, display)
            )
            {
                return null;
            }
        }

        if (level > 0)
        {
            pointer = (pointer - size) & s->StackMask;
            if (!Access.Write(s, op, cpu, SegmentIndex.Ss, pointer, Width.Truncate<T>(frame)))
            {
                return null;
            }
        }

        pointer = (pointer - (ushort)op->Imm) & s->StackMask;
        // The new top must be writable, as the manual's last check says; nothing is changed there.
        if (!Access.BeginModify<T>(s, op, cpu, SegmentIndex.Ss, pointer, out var top, out var host))
        {
            return null;
        }

        Access.EndModify(s, op, cpu, host, top);
        Access.SetStackPointer(s, pointer);
        Operand.Set<T>(s, Registers.Bp * 8, frame);
        return op + 1;
    }

    [Executes<ushort>(Code.Leavew)]
    [Executes<uint>(Code.Leaved)]
    [Executes<ulong>(Code.Leaveq)]
    public static DecodedOp* Leave<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var frame = s->Gpr[Registers.Bp] & s->StackMask;
        if (!Access.Read<T>(s, op, cpu, SegmentIndex.Ss, frame, out var value))
        {
            return null;
        }

        Access.SetStackPointer(s, frame + (ulong)sizeof(T));
        Registers.Write(s, Registers.Bp * 8, value);
        return op + 1;
    }
}
