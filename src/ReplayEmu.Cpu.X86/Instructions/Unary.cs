using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>INC DEC NEG NOT.</summary>
internal static unsafe class Unary
{
    // csharpier-ignore-start
    [Executes<byte, Inc>(Code.Inc_rm8)]
    [Executes<ushort, Inc>(Code.Inc_rm16)]
    [Executes<uint, Inc>(Code.Inc_rm32)]
    [Executes<ulong, Inc>(Code.Inc_rm64)]
    [Executes<byte, Dec>(Code.Dec_rm8)]
    [Executes<ushort, Dec>(Code.Dec_rm16)]
    [Executes<uint, Dec>(Code.Dec_rm32)]
    [Executes<ulong, Dec>(Code.Dec_rm64)]
    [Executes<byte, Neg>(Code.Neg_rm8)]
    [Executes<ushort, Neg>(Code.Neg_rm16)]
    [Executes<uint, Neg>(Code.Neg_rm32)]
    [Executes<ulong, Neg>(Code.Neg_rm64)]
    [Executes<byte, Not>(Code.Not_rm8)]
    [Executes<ushort, Not>(Code.Not_rm16)]
    [Executes<uint, Not>(Code.Not_rm32)]
    [Executes<ulong, Not>(Code.Not_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Rm<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IUnaryOperation
        where TPlace : struct, IPlace =>
        Operand.Modify<T, TPlace>(s, op, cpu, out var a, out var host)
        ? Operand.Replace<T, TPlace>(s, op, cpu, host, TOperation.Apply<T>(s, a)) : null;

    // csharpier-ignore-start
    [Executes<ushort, Inc>(Code.Inc_r16)]
    [Executes<uint, Inc>(Code.Inc_r32)]
    [Executes<ushort, Dec>(Code.Dec_r16)]
    [Executes<uint, Dec>(Code.Dec_r32)]
    // csharpier-ignore-end
    public static DecodedOp* Reg<T, TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IUnaryOperation
    {
        Operand.Set<T>(s, op->Reg, TOperation.Apply<T>(s, Operand.Get<T>(s, op->Reg)));
        return op + 1;
    }
}
