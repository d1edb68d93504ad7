using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>JMP, CALL and RET within the code segment.</summary>
internal static unsafe class ControlNear
{
    [Executes<ushort>(Code.Jmp_rel8_16, Code.Jmp_rel16)]
    [Executes<uint>(Code.Jmp_rel8_32, Code.Jmp_rel32_32)]
    [Executes<ulong>(Code.Jmp_rel8_64, Code.Jmp_rel32_64)]
    public static DecodedOp* Jmp<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => cpu.TakeBranch(op, ControlWidth.Target<T>(op, cpu));

    [Executes<ushort>(Code.Jmp_rm16)]
    [Executes<uint>(Code.Jmp_rm32)]
    [Executes<ulong>(Code.Jmp_rm64)]
    public static DecodedOp* JmpIndirect<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace =>
        Operand.Read<T, TPlace>(s, op, cpu, out var target) ? cpu.TakeIndirectBranch(op, target) : null;

    [Executes<ushort>(Code.Call_rel16)]
    [Executes<uint>(Code.Call_rel32_32)]
    [Executes<ulong>(Code.Call_rel32_64)]
    public static DecodedOp* Call<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var target = ControlWidth.Target<T>(op, cpu);
        if (ControlWidth.IsOutside<T>(cpu, target))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        return Access.Push(s, op, cpu, T.CreateTruncating(cpu.NextIp(op))) ? cpu.TakeBranch(op, target) : null;
    }

    [Executes<ushort>(Code.Call_rm16)]
    [Executes<uint>(Code.Call_rm32)]
    [Executes<ulong>(Code.Call_rm64)]
    public static DecodedOp* CallIndirect<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var target))
        {
            return null;
        }

        if (ControlWidth.IsOutside<T>(cpu, target))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        return Access.Push(s, op, cpu, T.CreateTruncating(cpu.NextIp(op))) ? cpu.TakeIndirectBranch(op, target) : null;
    }

    /// <summary>RET, and RET imm16 which also releases that many bytes.</summary>
    [Executes<ushort>(Code.Retnw, Code.Retnw_imm16)]
    [Executes<uint>(Code.Retnd, Code.Retnd_imm16)]
    [Executes<ulong>(Code.Retnq, Code.Retnq_imm16)]
    public static DecodedOp* Ret<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var pointer = Access.StackPointer(s);
        if (!Access.Read<T>(s, op, cpu, SegmentIndex.Ss, pointer, out var value))
        {
            return null;
        }

        var target = ulong.CreateTruncating(value);
        if (ControlWidth.IsOutside<T>(cpu, target))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        Access.SetStackPointer(s, pointer + (ulong)sizeof(T) + (ushort)op->Imm);
        return cpu.TakeIndirectBranch(op, target);
    }
}
