using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>ADD OR ADC SBB AND SUB XOR CMP TEST: two operands, of which one may be in memory.</summary>
internal static unsafe class Arithmetic
{
    // csharpier-ignore-start
    [Executes<byte, Add>(Code.Add_rm8_r8)]
    [Executes<ushort, Add>(Code.Add_rm16_r16)]
    [Executes<uint, Add>(Code.Add_rm32_r32)]
    [Executes<ulong, Add>(Code.Add_rm64_r64)]
    [Executes<byte, Or>(Code.Or_rm8_r8)]
    [Executes<ushort, Or>(Code.Or_rm16_r16)]
    [Executes<uint, Or>(Code.Or_rm32_r32)]
    [Executes<ulong, Or>(Code.Or_rm64_r64)]
    [Executes<byte, Adc>(Code.Adc_rm8_r8)]
    [Executes<ushort, Adc>(Code.Adc_rm16_r16)]
    [Executes<uint, Adc>(Code.Adc_rm32_r32)]
    [Executes<ulong, Adc>(Code.Adc_rm64_r64)]
    [Executes<byte, Sbb>(Code.Sbb_rm8_r8)]
    [Executes<ushort, Sbb>(Code.Sbb_rm16_r16)]
    [Executes<uint, Sbb>(Code.Sbb_rm32_r32)]
    [Executes<ulong, Sbb>(Code.Sbb_rm64_r64)]
    [Executes<byte, And>(Code.And_rm8_r8)]
    [Executes<ushort, And>(Code.And_rm16_r16)]
    [Executes<uint, And>(Code.And_rm32_r32)]
    [Executes<ulong, And>(Code.And_rm64_r64)]
    [Executes<byte, Sub>(Code.Sub_rm8_r8)]
    [Executes<ushort, Sub>(Code.Sub_rm16_r16)]
    [Executes<uint, Sub>(Code.Sub_rm32_r32)]
    [Executes<ulong, Sub>(Code.Sub_rm64_r64)]
    [Executes<byte, Xor>(Code.Xor_rm8_r8)]
    [Executes<ushort, Xor>(Code.Xor_rm16_r16)]
    [Executes<uint, Xor>(Code.Xor_rm32_r32)]
    [Executes<ulong, Xor>(Code.Xor_rm64_r64)]
    [Executes<byte, Cmp>(Code.Cmp_rm8_r8)]
    [Executes<ushort, Cmp>(Code.Cmp_rm16_r16)]
    [Executes<uint, Cmp>(Code.Cmp_rm32_r32)]
    [Executes<ulong, Cmp>(Code.Cmp_rm64_r64)]
    [Executes<byte, Test>(Code.Test_rm8_r8)]
    [Executes<ushort, Test>(Code.Test_rm16_r16)]
    [Executes<uint, Test>(Code.Test_rm32_r32)]
    [Executes<ulong, Test>(Code.Test_rm64_r64)]
    // csharpier-ignore-end
    public static DecodedOp* RmReg<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBinaryOperation
        where TPlace : struct, IPlace =>
        Combine<T, TOperation, TPlace>(s, op, cpu, Operand.Get<T>(s, op->Reg));

    // csharpier-ignore-start
    [Executes<byte, Add>(Code.Add_rm8_imm8, Code.Add_rm8_imm8_82)]
    [Executes<ushort, Add>(Code.Add_rm16_imm16, Code.Add_rm16_imm8)]
    [Executes<uint, Add>(Code.Add_rm32_imm32, Code.Add_rm32_imm8)]
    [Executes<ulong, Add>(Code.Add_rm64_imm32, Code.Add_rm64_imm8)]
    [Executes<byte, Or>(Code.Or_rm8_imm8, Code.Or_rm8_imm8_82)]
    [Executes<ushort, Or>(Code.Or_rm16_imm16, Code.Or_rm16_imm8)]
    [Executes<uint, Or>(Code.Or_rm32_imm32, Code.Or_rm32_imm8)]
    [Executes<ulong, Or>(Code.Or_rm64_imm32, Code.Or_rm64_imm8)]
    [Executes<byte, Adc>(Code.Adc_rm8_imm8, Code.Adc_rm8_imm8_82)]
    [Executes<ushort, Adc>(Code.Adc_rm16_imm16, Code.Adc_rm16_imm8)]
    [Executes<uint, Adc>(Code.Adc_rm32_imm32, Code.Adc_rm32_imm8)]
    [Executes<ulong, Adc>(Code.Adc_rm64_imm32, Code.Adc_rm64_imm8)]
    [Executes<byte, Sbb>(Code.Sbb_rm8_imm8, Code.Sbb_rm8_imm8_82)]
    [Executes<ushort, Sbb>(Code.Sbb_rm16_imm16, Code.Sbb_rm16_imm8)]
    [Executes<uint, Sbb>(Code.Sbb_rm32_imm32, Code.Sbb_rm32_imm8)]
    [Executes<ulong, Sbb>(Code.Sbb_rm64_imm32, Code.Sbb_rm64_imm8)]
    [Executes<byte, And>(Code.And_rm8_imm8, Code.And_rm8_imm8_82)]
    [Executes<ushort, And>(Code.And_rm16_imm16, Code.And_rm16_imm8)]
    [Executes<uint, And>(Code.And_rm32_imm32, Code.And_rm32_imm8)]
    [Executes<ulong, And>(Code.And_rm64_imm32, Code.And_rm64_imm8)]
    [Executes<byte, Sub>(Code.Sub_rm8_imm8, Code.Sub_rm8_imm8_82)]
    [Executes<ushort, Sub>(Code.Sub_rm16_imm16, Code.Sub_rm16_imm8)]
    [Executes<uint, Sub>(Code.Sub_rm32_imm32, Code.Sub_rm32_imm8)]
    [Executes<ulong, Sub>(Code.Sub_rm64_imm32, Code.Sub_rm64_imm8)]
    [Executes<byte, Xor>(Code.Xor_rm8_imm8, Code.Xor_rm8_imm8_82)]
    [Executes<ushort, Xor>(Code.Xor_rm16_imm16, Code.Xor_rm16_imm8)]
    [Executes<uint, Xor>(Code.Xor_rm32_imm32, Code.Xor_rm32_imm8)]
    [Executes<ulong, Xor>(Code.Xor_rm64_imm32, Code.Xor_rm64_imm8)]
    [Executes<byte, Cmp>(Code.Cmp_rm8_imm8, Code.Cmp_rm8_imm8_82)]
    [Executes<ushort, Cmp>(Code.Cmp_rm16_imm16, Code.Cmp_rm16_imm8)]
    [Executes<uint, Cmp>(Code.Cmp_rm32_imm32, Code.Cmp_rm32_imm8)]
    [Executes<ulong, Cmp>(Code.Cmp_rm64_imm32, Code.Cmp_rm64_imm8)]
    [Executes<byte, Test>(Code.Test_rm8_imm8, Code.Test_rm8_imm8_F6r1)]
    [Executes<ushort, Test>(Code.Test_rm16_imm16, Code.Test_rm16_imm16_F7r1)]
    [Executes<uint, Test>(Code.Test_rm32_imm32, Code.Test_rm32_imm32_F7r1)]
    [Executes<ulong, Test>(Code.Test_rm64_imm32, Code.Test_rm64_imm32_F7r1)]
    // csharpier-ignore-end
    public static DecodedOp* RmImmediate<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBinaryOperation
        where TPlace : struct, IPlace =>
        Combine<T, TOperation, TPlace>(s, op, cpu, Width.ZeroExtend<T>(op->Imm));

    // csharpier-ignore-start
    [Executes<byte, Add>(Code.Add_r8_rm8)]
    [Executes<ushort, Add>(Code.Add_r16_rm16)]
    [Executes<uint, Add>(Code.Add_r32_rm32)]
    [Executes<ulong, Add>(Code.Add_r64_rm64)]
    [Executes<byte, Or>(Code.Or_r8_rm8)]
    [Executes<ushort, Or>(Code.Or_r16_rm16)]
    [Executes<uint, Or>(Code.Or_r32_rm32)]
    [Executes<ulong, Or>(Code.Or_r64_rm64)]
    [Executes<byte, Adc>(Code.Adc_r8_rm8)]
    [Executes<ushort, Adc>(Code.Adc_r16_rm16)]
    [Executes<uint, Adc>(Code.Adc_r32_rm32)]
    [Executes<ulong, Adc>(Code.Adc_r64_rm64)]
    [Executes<byte, Sbb>(Code.Sbb_r8_rm8)]
    [Executes<ushort, Sbb>(Code.Sbb_r16_rm16)]
    [Executes<uint, Sbb>(Code.Sbb_r32_rm32)]
    [Executes<ulong, Sbb>(Code.Sbb_r64_rm64)]
    [Executes<byte, And>(Code.And_r8_rm8)]
    [Executes<ushort, And>(Code.And_r16_rm16)]
    [Executes<uint, And>(Code.And_r32_rm32)]
    [Executes<ulong, And>(Code.And_r64_rm64)]
    [Executes<byte, Sub>(Code.Sub_r8_rm8)]
    [Executes<ushort, Sub>(Code.Sub_r16_rm16)]
    [Executes<uint, Sub>(Code.Sub_r32_rm32)]
    [Executes<ulong, Sub>(Code.Sub_r64_rm64)]
    [Executes<byte, Xor>(Code.Xor_r8_rm8)]
    [Executes<ushort, Xor>(Code.Xor_r16_rm16)]
    [Executes<uint, Xor>(Code.Xor_r32_rm32)]
    [Executes<ulong, Xor>(Code.Xor_r64_rm64)]
    [Executes<byte, Cmp>(Code.Cmp_r8_rm8)]
    [Executes<ushort, Cmp>(Code.Cmp_r16_rm16)]
    [Executes<uint, Cmp>(Code.Cmp_r32_rm32)]
    [Executes<ulong, Cmp>(Code.Cmp_r64_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* RegRm<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBinaryOperation
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var b))
        {
            return null;
        }

        var result = TOperation.Apply<T>(s, Operand.Get<T>(s, op->Reg), b);
        if (TOperation.Stores)
        {
            Operand.Set<T>(s, op->Reg, result);
        }

        return op + 1;
    }

    // csharpier-ignore-start
    [Executes<byte, Add>(Code.Add_AL_imm8)]
    [Executes<ushort, Add>(Code.Add_AX_imm16)]
    [Executes<uint, Add>(Code.Add_EAX_imm32)]
    [Executes<ulong, Add>(Code.Add_RAX_imm32)]
    [Executes<byte, Or>(Code.Or_AL_imm8)]
    [Executes<ushort, Or>(Code.Or_AX_imm16)]
    [Executes<uint, Or>(Code.Or_EAX_imm32)]
    [Executes<ulong, Or>(Code.Or_RAX_imm32)]
    [Executes<byte, Adc>(Code.Adc_AL_imm8)]
    [Executes<ushort, Adc>(Code.Adc_AX_imm16)]
    [Executes<uint, Adc>(Code.Adc_EAX_imm32)]
    [Executes<ulong, Adc>(Code.Adc_RAX_imm32)]
    [Executes<byte, Sbb>(Code.Sbb_AL_imm8)]
    [Executes<ushort, Sbb>(Code.Sbb_AX_imm16)]
    [Executes<uint, Sbb>(Code.Sbb_EAX_imm32)]
    [Executes<ulong, Sbb>(Code.Sbb_RAX_imm32)]
    [Executes<byte, And>(Code.And_AL_imm8)]
    [Executes<ushort, And>(Code.And_AX_imm16)]
    [Executes<uint, And>(Code.And_EAX_imm32)]
    [Executes<ulong, And>(Code.And_RAX_imm32)]
    [Executes<byte, Sub>(Code.Sub_AL_imm8)]
    [Executes<ushort, Sub>(Code.Sub_AX_imm16)]
    [Executes<uint, Sub>(Code.Sub_EAX_imm32)]
    [Executes<ulong, Sub>(Code.Sub_RAX_imm32)]
    [Executes<byte, Xor>(Code.Xor_AL_imm8)]
    [Executes<ushort, Xor>(Code.Xor_AX_imm16)]
    [Executes<uint, Xor>(Code.Xor_EAX_imm32)]
    [Executes<ulong, Xor>(Code.Xor_RAX_imm32)]
    [Executes<byte, Cmp>(Code.Cmp_AL_imm8)]
    [Executes<ushort, Cmp>(Code.Cmp_AX_imm16)]
    [Executes<uint, Cmp>(Code.Cmp_EAX_imm32)]
    [Executes<ulong, Cmp>(Code.Cmp_RAX_imm32)]
    [Executes<byte, Test>(Code.Test_AL_imm8)]
    [Executes<ushort, Test>(Code.Test_AX_imm16)]
    [Executes<uint, Test>(Code.Test_EAX_imm32)]
    [Executes<ulong, Test>(Code.Test_RAX_imm32)]
    // csharpier-ignore-end
    public static DecodedOp* AccumulatorImmediate<T, TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBinaryOperation
    {
        var result = TOperation.Apply<T>(s, Operand.Get<T>(s, Operand.A), Width.ZeroExtend<T>(op->Imm));
        if (TOperation.Stores)
        {
            Operand.Set<T>(s, Operand.A, result);
        }

        return op + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecodedOp* Combine<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong b)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IBinaryOperation
        where TPlace : struct, IPlace
    {
        if (!TOperation.Stores)
        {
            if (!Operand.Read<T, TPlace>(s, op, cpu, out var left))
            {
                return null;
            }

            TOperation.Apply<T>(s, left, b);
            return op + 1;
        }

        return
            Operand.Modify<T, TPlace>(s, op, cpu, out var a, out var host)
            ? Operand.Replace<T, TPlace>(s, op, cpu, host, TOperation.Apply<T>(s, a, b)) : null;
    }
}
