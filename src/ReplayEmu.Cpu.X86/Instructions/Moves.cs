using System.Buffers.Binary;
using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MOV between general registers, memory and immediates; MOVZX MOVSX MOVSXD LEA BSWAP MOVNTI.</summary>
internal static unsafe class Moves
{
    [Executes<byte>(Code.Mov_rm8_r8)]
    [Executes<ushort>(Code.Mov_rm16_r16)]
    [Executes<uint>(Code.Mov_rm32_r32)]
    [Executes<ulong>(Code.Mov_rm64_r64)]
    [Executes<uint>(Code.Movnti_m32_r32)]
    [Executes<ulong>(Code.Movnti_m64_r64)]
    public static DecodedOp* RmReg<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => TPlace.Write(s, op, cpu, Registers.Read<T>(s, op->Reg)) ? op + 1 : null;

    [Executes<byte>(Code.Mov_r8_rm8)]
    [Executes<ushort>(Code.Mov_r16_rm16)]
    [Executes<uint>(Code.Mov_r32_rm32)]
    [Executes<ulong>(Code.Mov_r64_rm64)]
    public static DecodedOp* RegRm<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!TPlace.Read<T>(s, op, cpu, out var value))
        {
            return null;
        }

        Registers.Write(s, op->Reg, value);
        return op + 1;
    }

    [Executes<byte>(Code.Mov_rm8_imm8)]
    [Executes<ushort>(Code.Mov_rm16_imm16)]
    [Executes<uint>(Code.Mov_rm32_imm32)]
    [Executes<ulong>(Code.Mov_rm64_imm32)]
    public static DecodedOp* RmImmediate<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => Operand.Write<T, TPlace>(s, op, cpu, op->Imm) ? op + 1 : null;

    [Executes<byte>(Code.Mov_r8_imm8)]
    [Executes<ushort>(Code.Mov_r16_imm16)]
    [Executes<uint>(Code.Mov_r32_imm32)]
    [Executes<ulong>(Code.Mov_r64_imm64)]
    public static DecodedOp* RegImmediate<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        Operand.Set<T>(s, op->Reg, op->Imm);
        return op + 1;
    }

    [Executes<byte>(Code.Mov_AL_moffs8)]
    [Executes<ushort>(Code.Mov_AX_moffs16)]
    [Executes<uint>(Code.Mov_EAX_moffs32)]
    [Executes<ulong>(Code.Mov_RAX_moffs64)]
    public static DecodedOp* AccumulatorOffset<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!Access.Read<T>(s, op, cpu, op->Segment, op->Imm, out var value))
        {
            return null;
        }

        Registers.Write(s, Operand.A, value);
        return op + 1;
    }

    [Executes<byte>(Code.Mov_moffs8_AL)]
    [Executes<ushort>(Code.Mov_moffs16_AX)]
    [Executes<uint>(Code.Mov_moffs32_EAX)]
    [Executes<ulong>(Code.Mov_moffs64_RAX)]
    public static DecodedOp* OffsetAccumulator<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        Access.Write(s, op, cpu, op->Segment, op->Imm, Registers.Read<T>(s, Operand.A)) ? op + 1 : null;

    /// <summary>From the width TSource to the width T.</summary>
    [Executes<ushort, byte>(Code.Movzx_r16_rm8)]
    [Executes<ushort, ushort>(Code.Movzx_r16_rm16)]
    [Executes<uint, byte>(Code.Movzx_r32_rm8)]
    [Executes<uint, ushort>(Code.Movzx_r32_rm16)]
    [Executes<ulong, byte>(Code.Movzx_r64_rm8)]
    [Executes<ulong, ushort>(Code.Movzx_r64_rm16)]
    public static DecodedOp* ZeroExtend<T, TSource, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : unmanaged, IBinaryInteger<TSource>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<TSource, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Operand.Set<T>(s, op->Reg, value);
        return op + 1;
    }

    /// <summary>From the width TSource to the width T.</summary>
    [Executes<ushort, byte>(Code.Movsx_r16_rm8)]
    [Executes<ushort, ushort>(Code.Movsx_r16_rm16)]
    [Executes<uint, byte>(Code.Movsx_r32_rm8)]
    [Executes<uint, ushort>(Code.Movsx_r32_rm16)]
    [Executes<ulong, byte>(Code.Movsx_r64_rm8)]
    [Executes<ulong, ushort>(Code.Movsx_r64_rm16)]
    [Executes<ushort, ushort>(Code.Movsxd_r16_rm16)]
    [Executes<uint, uint>(Code.Movsxd_r32_rm32)]
    [Executes<ulong, uint>(Code.Movsxd_r64_rm32)]
    public static DecodedOp* SignExtend<T, TSource, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : unmanaged, IBinaryInteger<TSource>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<TSource, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Operand.Set<T>(s, op->Reg, Width.SignExtend<TSource>(value));
        return op + 1;
    }

    [Executes<ushort>(Code.Lea_r16_m)]
    [Executes<uint>(Code.Lea_r32_m)]
    [Executes<ulong>(Code.Lea_r64_m)]
    public static DecodedOp* Lea<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        Operand.Set<T>(s, op->Reg, DecodedOp.EffectiveAddress(s, op));
        return op + 1;
    }

    /// <summary>The 16-bit form, undefined, gives 0 as processors do.</summary>
    [Executes<ushort>(Code.Bswap_r16)]
    [Executes<uint>(Code.Bswap_r32)]
    [Executes<ulong>(Code.Bswap_r64)]
    public static DecodedOp* Bswap<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = Operand.Get<T>(s, op->Reg);
        var swapped = BinaryPrimitives.ReverseEndianness(value) >> (64 - Width.Bits<T>());
        Operand.Set<T>(s, op->Reg, sizeof(T) == 2 ? 0 : swapped);
        return op + 1;
    }

    [Executes<ushort>(Code.Movbe_r16_m16)]
    [Executes<uint>(Code.Movbe_r32_m32)]
    [Executes<ulong>(Code.Movbe_r64_m64)]
    public static DecodedOp* LoadSwapped<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!Operand.Read<T, MemoryPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Operand.Set<T>(s, op->Reg, BinaryPrimitives.ReverseEndianness(value) >> (64 - Width.Bits<T>()));
        return op + 1;
    }

    [Executes<ushort>(Code.Movbe_m16_r16)]
    [Executes<uint>(Code.Movbe_m32_r32)]
    [Executes<ulong>(Code.Movbe_m64_r64)]
    public static DecodedOp* StoreSwapped<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var swapped = BinaryPrimitives.ReverseEndianness(Operand.Get<T>(s, op->Reg)) >> (64 - Width.Bits<T>());
        return Operand.Write<T, MemoryPlace>(s, op, cpu, swapped) ? op + 1 : null;
    }
}
