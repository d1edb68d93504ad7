using System;
using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// MUL IMUL DIV IDIV. After a multiplication SF, ZF and PF, undefined, are those of the low half and AF is clear; a division
/// leaves the flags as they were.
/// </summary>
internal static unsafe class MultiplyDivide
{
    // csharpier-ignore-start
    [Executes<byte>(Code.Mul_rm8)]
    [Executes<ushort>(Code.Mul_rm16)]
    [Executes<uint>(Code.Mul_rm32)]
    [Executes<ulong>(Code.Mul_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Mul<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var b))
        {
            return null;
        }

        var high = Math.BigMul(Operand.Get<T>(s, Operand.A), b, out var low);
        if (sizeof(T) < 8)
        {
            high = low >> Width.Bits<T>();
        }

        SetProduct<T>(s, low, high, carry: high != 0);
        return op + 1;
    }

    // csharpier-ignore-start
    [Executes<byte>(Code.Imul_rm8)]
    [Executes<ushort>(Code.Imul_rm16)]
    [Executes<uint>(Code.Imul_rm32)]
    [Executes<ulong>(Code.Imul_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Imul<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var b))
        {
            return null;
        }

        var a = Operand.Get<T>(s, Operand.A);
        var low = SignedProduct<T>(a, b, out var high, out var carry);
        SetProduct<T>(s, low, high, carry);
        return op + 1;
    }

    // csharpier-ignore-start
    [Executes<ushort>(Code.Imul_r16_rm16)]
    [Executes<uint>(Code.Imul_r32_rm32)]
    [Executes<ulong>(Code.Imul_r64_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* ImulReg<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace =>
        ImulInto<T, TPlace>(s, op, cpu, Operand.Get<T>(s, op->Reg));

    // csharpier-ignore-start
    [Executes<ushort>(Code.Imul_r16_rm16_imm8, Code.Imul_r16_rm16_imm16)]
    [Executes<uint>(Code.Imul_r32_rm32_imm8, Code.Imul_r32_rm32_imm32)]
    [Executes<ulong>(Code.Imul_r64_rm64_imm8, Code.Imul_r64_rm64_imm32)]
    // csharpier-ignore-end
    public static DecodedOp* ImulImmediate<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => ImulInto<T, TPlace>(s, op, cpu, op->Imm);

    private static DecodedOp* ImulInto<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong a)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var b))
        {
            return null;
        }

        var low = SignedProduct<T>(a, b, out _, out var carry);
        Operand.Set<T>(s, op->Reg, low);
        LazyFlags.AfterShift<T>(s, low, carry, carry);
        return op + 1;
    }

    private static ulong SignedProduct<T>(ulong a, ulong b, out ulong high, out bool carry)
        where T : unmanaged, IBinaryInteger<T>
    {
        var top = Math.BigMul((long)Width.SignExtend<T>(a), (long)Width.SignExtend<T>(b), out long product);
        var low = (ulong)product;
        if (sizeof(T) == 8)
        {
            high = (ulong)top;
            carry = top != product >> 63;
        }
        else
        {
            high = low >> Width.Bits<T>();
            carry = low != Width.SignExtend<T>(low);
        }

        return low;
    }

    private static void SetProduct<T>(X86State* s, ulong low, ulong high, bool carry)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (sizeof(T) == 1)
        {
            Operand.Set<ushort>(s, Operand.A, low);
        }
        else
        {
            Operand.Set<T>(s, Operand.A, low);
            Operand.Set<T>(s, Operand.D, high);
        }

        LazyFlags.AfterShift<T>(s, low, carry, carry);
    }

    // csharpier-ignore-start
    [Executes<byte>(Code.Div_rm8)]
    [Executes<ushort>(Code.Div_rm16)]
    [Executes<uint>(Code.Div_rm32)]
    [Executes<ulong>(Code.Div_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Div<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var divisor))
        {
            return null;
        }

        var (high, low) = Dividend<T>(s);
        if (high >= divisor)
        {
            // Also a divisor of 0: the quotient does not fit.
            return cpu.Fault(op, Vector.DivideError);
        }

        if (sizeof(T) == 8)
        {
            var (quotient, remainder) = UInt128.DivRem(new UInt128(high, low), divisor);
            SetQuotient<T>(s, (ulong)quotient, (ulong)remainder);
        }
        else
        {
            var (quotient, remainder) = Math.DivRem((high << Width.Bits<T>()) | low, divisor);
            SetQuotient<T>(s, quotient, remainder);
        }

        return op + 1;
    }

    // csharpier-ignore-start
    [Executes<byte>(Code.Idiv_rm8)]
    [Executes<ushort>(Code.Idiv_rm16)]
    [Executes<uint>(Code.Idiv_rm32)]
    [Executes<ulong>(Code.Idiv_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Idiv<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var raw))
        {
            return null;
        }

        var divisor = (long)Width.SignExtend<T>(raw);
        var (high, low) = Dividend<T>(s);
        if (divisor == 0)
        {
            return cpu.Fault(op, Vector.DivideError);
        }

        ulong quotient,
            remainder;
        bool fits;
        if (sizeof(T) == 8)
        {
            fits = TryDivide128(new Int128(high, low), divisor, out quotient, out remainder);
        }
        else
        {
            var shift = 64 - (2 * Width.Bits<T>());
            var dividend = (long)(((high << Width.Bits<T>()) | low) << shift) >> shift;
            fits = dividend != long.MinValue || divisor != -1;
            var value = fits ? dividend / divisor : 0;
            quotient = (ulong)value;
            remainder = (ulong)(dividend - (value * divisor));
            fits &= quotient == Width.SignExtend<T>(quotient);
        }

        if (!fits)
        {
            return cpu.Fault(op, Vector.DivideError);
        }

        SetQuotient<T>(s, quotient, remainder);
        return op + 1;
    }

    private static bool TryDivide128(Int128 dividend, long divisor, out ulong quotient, out ulong remainder)
    {
        quotient = remainder = 0;
        if (dividend == Int128.MinValue && divisor == -1)
        {
            return false;
        }

        var (value, rest) = Int128.DivRem(dividend, divisor);
        quotient = unchecked((ulong)value);
        remainder = unchecked((ulong)rest);
        return value >= long.MinValue && value <= long.MaxValue;
    }

    /// <summary>AX for 8 bits, else rDX:rAX.</summary>
    private static (ulong High, ulong Low) Dividend<T>(X86State* s)
        where T : unmanaged, IBinaryInteger<T> =>
        (
            Operand.Get<T>(s, sizeof(T) == 1 ? Operand.Ah : Operand.D),
            Operand.Get<T>(s, Operand.A)
        );

    private static void SetQuotient<T>(X86State* s, ulong quotient, ulong remainder)
        where T : unmanaged, IBinaryInteger<T>
    {
        Operand.Set<T>(s, Operand.A, quotient);
        Operand.Set<T>(s, sizeof(T) == 1 ? Operand.Ah : Operand.D, remainder);
    }
}
