using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>XCHG XADD CMPXCHG CMPXCHG8B. One CPU: every instruction is atomic, LOCK or not.</summary>
internal static unsafe class Exchanges
{
    [Executes<byte>(Code.Xchg_rm8_r8)]
    [Executes<ushort>(Code.Xchg_rm16_r16)]
    [Executes<uint>(Code.Xchg_rm32_r32)]
    [Executes<ulong>(Code.Xchg_rm64_r64)]
    public static DecodedOp* RmReg<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!TPlace.BeginModify<T>(s, op, cpu, out var old, out var host))
        {
            return null;
        }

        TPlace.EndModify(s, op, cpu, host, Registers.Read<T>(s, op->Reg));
        Registers.Write(s, op->Reg, old);
        return op + 1;
    }

    [Executes<ushort>(Code.Xchg_r16_AX)]
    [Executes<uint>(Code.Xchg_r32_EAX)]
    [Executes<ulong>(Code.Xchg_r64_RAX)]
    public static DecodedOp* RegAccumulator<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = Registers.Read<T>(s, op->Reg);
        Registers.Write(s, op->Reg, Registers.Read<T>(s, Operand.A));
        Registers.Write(s, Operand.A, value);
        return op + 1;
    }

    [Executes<byte>(Code.Xadd_rm8_r8)]
    [Executes<ushort>(Code.Xadd_rm16_r16)]
    [Executes<uint>(Code.Xadd_rm32_r32)]
    [Executes<ulong>(Code.Xadd_rm64_r64)]
    public static DecodedOp* Xadd<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Modify<T, TPlace>(s, op, cpu, out var old, out var host))
        {
            return null;
        }

        var sum = Add.Apply<T>(s, old, Operand.Get<T>(s, op->Reg));
        // With one register as both operands the sum stays.
        Operand.Set<T>(s, op->Reg, old);
        return Operand.Replace<T, TPlace>(s, op, cpu, host, sum);
    }

    /// <summary>The destination is written in any case, with what it held when the comparison failed.</summary>
    [Executes<byte>(Code.Cmpxchg_rm8_r8)]
    [Executes<ushort>(Code.Cmpxchg_rm16_r16)]
    [Executes<uint>(Code.Cmpxchg_rm32_r32)]
    [Executes<ulong>(Code.Cmpxchg_rm64_r64)]
    public static DecodedOp* Cmpxchg<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Modify<T, TPlace>(s, op, cpu, out var old, out var host))
        {
            return null;
        }

        var source = Operand.Get<T>(s, op->Reg);
        Cmp.Apply<T>(s, Operand.Get<T>(s, Operand.A), old);
        if (LazyFlags.Zf(s))
        {
            return Operand.Replace<T, TPlace>(s, op, cpu, host, source);
        }

        var next = Operand.Replace<T, TPlace>(s, op, cpu, host, old);
        Operand.Set<T>(s, Operand.A, old);
        return next;
    }

    /// <inheritdoc cref="Cmpxchg{T, TPlace}"/>
    [Executes(Code.Cmpxchg8b_m64)]
    public static DecodedOp* Cmpxchg8b(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!MemoryPlace.BeginModify<ulong>(s, op, cpu, out var old, out var host))
        {
            return null;
        }

        var expected = (Operand.Get<uint>(s, Operand.D) << 32) | Operand.Get<uint>(s, Operand.A);
        var equal = old == expected;
        var value = equal ? (Operand.Get<uint>(s, Operand.C) << 32) | Operand.Get<uint>(s, Operand.B) : old;
        MemoryPlace.EndModify(s, op, cpu, host, value);
        if (!equal)
        {
            Operand.Set<uint>(s, Operand.A, old);
            Operand.Set<uint>(s, Operand.D, old >> 32);
        }

        LazyFlags.SetZero(s, equal);
        return op + 1;
    }

    /// <summary>The operand is aligned to its 16 bytes, and checked for writing in any case.</summary>
    [Executes(Code.Cmpxchg16b_m128)]
    public static DecodedOp* Cmpxchg16b(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (
            !Vectors.IsAligned(s, op, cpu)
            || !WideAccess.MayWrite(s, op, cpu, 16)
            || !WideAccess.Read(s, op, cpu, 0, out var low)
            || !WideAccess.Read(s, op, cpu, 8, out var high)
        )
        {
            return null;
        }

        var equal = low == s->Gpr[Registers.Ax] && high == s->Gpr[Registers.Dx];
        if (equal)
        {
            WideAccess.Write(s, op, cpu, 0, s->Gpr[Registers.Bx]);
            WideAccess.Write(s, op, cpu, 8, s->Gpr[Registers.Cx]);
        }
        else
        {
            (s->Gpr[Registers.Ax], s->Gpr[Registers.Dx]) = (low, high);
        }

        LazyFlags.SetZero(s, equal);
        return op + 1;
    }
}
