using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>BSF BSR POPCNT.</summary>
internal static unsafe class BitScans
{
    /// <summary>A source of 0 leaves the destination. The undefined flags are those of a logic operation on the source.</summary>
    [Executes<ushort>(Code.Bsf_r16_rm16)]
    [Executes<uint>(Code.Bsf_r32_rm32)]
    [Executes<ulong>(Code.Bsf_r64_rm64)]
    public static DecodedOp* Bsf<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        if (value != 0)
        {
            Operand.Set<T>(s, op->Reg, (ulong)BitOperations.TrailingZeroCount(value));
        }

        LazyFlags.AfterLogic<T>(s, value);
        return op + 1;
    }

    /// <inheritdoc cref="Bsf{T, TPlace}"/>
    [Executes<ushort>(Code.Bsr_r16_rm16)]
    [Executes<uint>(Code.Bsr_r32_rm32)]
    [Executes<ulong>(Code.Bsr_r64_rm64)]
    public static DecodedOp* Bsr<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        if (value != 0)
        {
            Operand.Set<T>(s, op->Reg, 63UL - (ulong)BitOperations.LeadingZeroCount(value));
        }

        LazyFlags.AfterLogic<T>(s, value);
        return op + 1;
    }

    [Executes<ushort>(Code.Popcnt_r16_rm16)]
    [Executes<uint>(Code.Popcnt_r32_rm32)]
    [Executes<ulong>(Code.Popcnt_r64_rm64)]
    public static DecodedOp* Popcnt<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Operand.Set<T>(s, op->Reg, (ulong)BitOperations.PopCount(value));
        LazyFlags.Set(s, value == 0 ? Eflag.Zero : 0);
        return op + 1;
    }
}
