using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CBW CWDE CDQE CWD CDQ CQO XLAT.</summary>
internal static unsafe class Conversions
{
    /// <summary>From the width TSource to the width T.</summary>
    [Executes<ushort, byte>(Code.Cbw)]
    [Executes<uint, ushort>(Code.Cwde)]
    [Executes<ulong, uint>(Code.Cdqe)]
    public static DecodedOp* WidenAccumulator<T, TSource>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : unmanaged, IBinaryInteger<TSource>
    {
        Operand.Set<T>(s, Operand.A, Width.SignExtend<TSource>(Operand.Get<TSource>(s, Operand.A)));
        return op + 1;
    }

    [Executes<ushort>(Code.Cwd)]
    [Executes<uint>(Code.Cdq)]
    [Executes<ulong>(Code.Cqo)]
    public static DecodedOp* SignIntoD<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var negative = (Operand.Get<T>(s, Operand.A) & Width.SignBit<T>()) != 0;
        Operand.Set<T>(s, Operand.D, negative ? ulong.MaxValue : 0);
        return op + 1;
    }

    [Executes(Code.Xlat_m8)]
    public static DecodedOp* Xlat(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var address = (DecodedOp.EffectiveAddress(s, op) + Operand.Get<byte>(s, Operand.A)) & op->AddressMask;
        if (!Access.Read<byte>(s, op, cpu, op->Segment, address, out var value))
        {
            return null;
        }

        Registers.Write(s, Operand.A, value);
        return op + 1;
    }
}
