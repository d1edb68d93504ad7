using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>BT BTS BTR BTC. Only CF changes; the other flags, of which all but ZF are undefined, stay.</summary>
internal static unsafe class BitTests
{
    // csharpier-ignore-start
    [Executes<ushort, TestBit>(Code.Bt_rm16_imm8)]
    [Executes<uint, TestBit>(Code.Bt_rm32_imm8)]
    [Executes<ulong, TestBit>(Code.Bt_rm64_imm8)]
    [Executes<ushort, SetBit>(Code.Bts_rm16_imm8)]
    [Executes<uint, SetBit>(Code.Bts_rm32_imm8)]
    [Executes<ulong, SetBit>(Code.Bts_rm64_imm8)]
    [Executes<ushort, ResetBit>(Code.Btr_rm16_imm8)]
    [Executes<uint, ResetBit>(Code.Btr_rm32_imm8)]
    [Executes<ulong, ResetBit>(Code.Btr_rm64_imm8)]
    [Executes<ushort, ComplementBit>(Code.Btc_rm16_imm8)]
    [Executes<uint, ComplementBit>(Code.Btc_rm32_imm8)]
    [Executes<ulong, ComplementBit>(Code.Btc_rm64_imm8)]
    // csharpier-ignore-end
    public static DecodedOp* ByImmediate<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBitOperation
        where TPlace : struct, IPlace
    {
        var bit = (int)op->Imm & (Width.Bits<T>() - 1);
        ulong value;
        if (!TOperation.Stores)
        {
            if (!Operand.Read<T, TPlace>(s, op, cpu, out value))
            {
                return null;
            }

            LazyFlags.SetCarry(s, ((value >> bit) & 1) != 0);
            return op + 1;
        }

        if (!Operand.Modify<T, TPlace>(s, op, cpu, out value, out var host))
        {
            return null;
        }

        LazyFlags.SetCarry(s, ((value >> bit) & 1) != 0);
        return Operand.Replace<T, TPlace>(s, op, cpu, host, TOperation.Apply(value, 1UL << bit));
    }

    /// <summary>A bit number in a register reaches beyond a memory operand: it selects the word as well, signed.</summary>
    // csharpier-ignore-start
    [Executes<ushort, TestBit>(Code.Bt_rm16_r16)]
    [Executes<uint, TestBit>(Code.Bt_rm32_r32)]
    [Executes<ulong, TestBit>(Code.Bt_rm64_r64)]
    [Executes<ushort, SetBit>(Code.Bts_rm16_r16)]
    [Executes<uint, SetBit>(Code.Bts_rm32_r32)]
    [Executes<ulong, SetBit>(Code.Bts_rm64_r64)]
    [Executes<ushort, ResetBit>(Code.Btr_rm16_r16)]
    [Executes<uint, ResetBit>(Code.Btr_rm32_r32)]
    [Executes<ulong, ResetBit>(Code.Btr_rm64_r64)]
    [Executes<ushort, ComplementBit>(Code.Btc_rm16_r16)]
    [Executes<uint, ComplementBit>(Code.Btc_rm32_r32)]
    [Executes<ulong, ComplementBit>(Code.Btc_rm64_r64)]
    // csharpier-ignore-end
    public static DecodedOp* ByReg<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBitOperation
        where TPlace : struct, IPlace
    {
        var number = (long)Width.SignExtend<T>(Operand.Get<T>(s, op->Reg));
        var bit = (int)number & (Width.Bits<T>() - 1);
        T word;
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            word = Registers.Read<T>(s, op->Rm);
            LazyFlags.SetCarry(s, ((Width.Extend(word) >> bit) & 1) != 0);
            if (TOperation.Stores)
            {
                Operand.Set<T>(s, op->Rm, TOperation.Apply(Width.Extend(word), 1UL << bit));
            }

            return op + 1;
        }

        var start = (ulong)((number - bit) >> 3);
        var address = (DecodedOp.EffectiveAddress(s, op) + start) & op->AddressMask;
        if (!TOperation.Stores)
        {
            if (!Access.Read(s, op, cpu, op->Segment, address, out word))
            {
                return null;
            }

            LazyFlags.SetCarry(s, ((Width.Extend(word) >> bit) & 1) != 0);
            return op + 1;
        }

        if (!Access.BeginModify(s, op, cpu, op->Segment, address, out word, out var host))
        {
            return null;
        }

        LazyFlags.SetCarry(s, ((Width.Extend(word) >> bit) & 1) != 0);
        Access.EndModify(s, op, cpu, host, Width.Truncate<T>(TOperation.Apply(Width.Extend(word), 1UL << bit)));
        return op + 1;
    }
}
