using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>JMP, CALL, RET to another code segment, and IRET. The work is in <see cref="X86Cpu"/>'s far transfers.</summary>
internal static unsafe class ControlFar
{
    [Executes<ushort>(Code.Jmp_ptr1616)]
    [Executes<uint>(Code.Jmp_ptr1632)]
    public static DecodedOp* Jmp<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        cpu.Far(op, cpu.At(op).FarJump((ushort)(op->Imm >> 32), (uint)op->Imm, cpu.NextIp(op)));

    [Executes<ushort>(Code.Jmp_m1616)]
    [Executes<uint>(Code.Jmp_m1632)]
    [Executes<ulong>(Code.Jmp_m1664)]
    public static DecodedOp* JmpIndirect<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        ReadPointer<T>(s, op, cpu, out var selector, out var offset)
            ? cpu.Far(op, cpu.At(op).FarJump(selector, offset, cpu.NextIp(op)))
            : null;

    [Executes<ushort>(Code.Call_ptr1616)]
    [Executes<uint>(Code.Call_ptr1632)]
    public static DecodedOp* Call<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        cpu.Far(op, cpu.At(op).FarCall((ushort)(op->Imm >> 32), (uint)op->Imm, sizeof(T), cpu.NextIp(op)));

    [Executes<ushort>(Code.Call_m1616)]
    [Executes<uint>(Code.Call_m1632)]
    [Executes<ulong>(Code.Call_m1664)]
    public static DecodedOp* CallIndirect<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        ReadPointer<T>(s, op, cpu, out var selector, out var offset)
            ? cpu.Far(op, cpu.At(op).FarCall(selector, offset, sizeof(T), cpu.NextIp(op)))
            : null;

    [Executes<ushort>(Code.Retfw, Code.Retfw_imm16)]
    [Executes<uint>(Code.Retfd, Code.Retfd_imm16)]
    [Executes<ulong>(Code.Retfq, Code.Retfq_imm16)]
    public static DecodedOp* Ret<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => cpu.Far(op, cpu.At(op).FarReturn(sizeof(T), (ushort)op->Imm));

    [Executes<ushort>(Code.Iretw)]
    [Executes<uint>(Code.Iretd)]
    [Executes<ulong>(Code.Iretq)]
    public static DecodedOp* Iret<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => cpu.Far(op, cpu.At(op).InterruptReturn(sizeof(T), cpu.NextIp(op)));

    /// <summary>A far pointer in memory: offset, then selector.</summary>
    private static bool ReadPointer<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out ushort selector, out ulong offset)
        where T : unmanaged, IBinaryInteger<T>
    {
        var address = DecodedOp.EffectiveAddress(s, op);
        selector = 0;
        offset = 0;
        if (
            !Access.Read<T>(s, op, cpu, op->Segment, address, out var low)
            || !Access.Read(s, op, cpu, op->Segment, (address + (ulong)sizeof(T)) & op->AddressMask, out selector)
        )
        {
            return false;
        }

        offset = ulong.CreateTruncating(low);
        return true;
    }
}
