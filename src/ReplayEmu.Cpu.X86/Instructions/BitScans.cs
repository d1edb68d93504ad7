using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>BSF BSR LZCNT POPCNT.</summary>
internal static unsafe class BitScans
{
    /// <summary>
    /// A source of 0 leaves the destination. The undefined flags are those of a logic operation on the source. TZCNT is BSF with a
    /// prefix that a CPU without BMI1 does not see, and no CPU model here has BMI1.
    /// </summary>
    [Executes<ushort>(Code.Bsf_r16_rm16, Code.Tzcnt_r16_rm16)]
    [Executes<uint>(Code.Bsf_r32_rm32, Code.Tzcnt_r32_rm32)]
    [Executes<ulong>(Code.Bsf_r64_rm64, Code.Tzcnt_r64_rm64)]
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

    /// <summary>ABM, which qemu64 has. A source of 0 gives the width and CF; the undefined flags are cleared.</summary>
    [Executes<ushort>(Code.Lzcnt_r16_rm16)]
    [Executes<uint>(Code.Lzcnt_r32_rm32)]
    [Executes<ulong>(Code.Lzcnt_r64_rm64)]
    public static DecodedOp* Lzcnt<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        var count = BitOperations.LeadingZeroCount(value) - (64 - Width.Bits<T>());
        Operand.Set<T>(s, op->Reg, (ulong)count);
        LazyFlags.Set(s, (value == 0 ? Eflag.Carry : 0) | (count == 0 ? Eflag.Zero : 0));
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
