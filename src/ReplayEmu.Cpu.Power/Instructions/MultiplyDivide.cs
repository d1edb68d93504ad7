using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>An operation of RA and RB that can overflow as a whole.</summary>
internal interface IProduct
{
    static abstract ulong Apply(ulong a, ulong b, out bool overflow);
}

/// <summary>Quotients that do not exist are undefined; here they are what QEMU makes of them, so that results can be compared.</summary>
// csharpier-ignore-start
internal readonly struct MultiplyLow32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { var p = (long)(int)a * (int)b; overflow = p != (int)p; return (ulong)p; } }
internal readonly struct MultiplyLow64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { var high = Math.BigMul((long)a, (long)b, out var low); overflow = high != low >> 63; return (ulong)low; } }
internal readonly struct Divide32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = (int)b == 0 || ((int)b == -1 && (int)a == int.MinValue); return (uint)(overflow ? (int)a : (int)a / (int)b); } }
internal readonly struct Divide64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = b == 0 || ((long)b == -1 && (long)a == long.MinValue); return overflow ? a : (ulong)((long)a / (long)b); } }
internal readonly struct DivideUnsigned32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = (uint)b == 0; return overflow ? (uint)a : (uint)a / (uint)b; } }
internal readonly struct DivideUnsigned64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = b == 0; return overflow ? a : a / b; } }
internal readonly struct DivideExtended32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { long q = 0; var n = (long)(a << 32); overflow = (int)b == 0 || ((int)b == -1 && n == long.MinValue) || (q = n / (int)b) != (int)q; return overflow ? 0 : (ulong)q; } }
internal readonly struct DivideExtendedUnsigned32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = (uint)b <= (uint)a; return overflow ? 0 : (a << 32) / (uint)b; } }
internal readonly struct DivideExtended64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) => MultiplyDivide.DivideLong((long)a, (long)b, out overflow); }
internal readonly struct DivideExtendedUnsigned64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = b <= a; return overflow ? 0 : (ulong)(((UInt128)a << 64) / b); } }
internal readonly struct MultiplyHigh32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = false; return (uint)(((long)(int)a * (int)b) >> 32); } }
internal readonly struct MultiplyHighUnsigned32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = false; return ((ulong)(uint)a * (uint)b) >> 32; } }
internal readonly struct MultiplyHigh64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = false; return (ulong)Math.BigMul((long)a, (long)b, out _); } }
internal readonly struct MultiplyHighUnsigned64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = false; return Math.BigMul(a, b, out _); } }
internal readonly struct Remainder32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = (int)b == 0 || ((int)b == -1 && (int)a == int.MinValue); return overflow ? 0 : (ulong)((int)a % (int)b); } }
internal readonly struct Remainder64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = b == 0 || ((long)b == -1 && (long)a == long.MinValue); return overflow ? 0 : (ulong)((long)a % (long)b); } }
internal readonly struct RemainderUnsigned32 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = (uint)b == 0; return overflow ? 0 : (uint)a % (uint)b; } }
internal readonly struct RemainderUnsigned64 : IProduct { public static ulong Apply(ulong a, ulong b, out bool overflow) { overflow = b == 0; return overflow ? 0 : a % b; } }
// csharpier-ignore-end

/// <summary>Multiply and divide (Book I, 3.3.9).</summary>
internal static unsafe class MultiplyDivide
{
    [Pattern<MultiplyLow32>("mullw", "011111 rt ra rb oe 011101011 rc")]
    [Pattern<MultiplyLow64>("mulld", "011111 rt ra rb oe 011101001 rc")]
    [Pattern<Divide32>("divw", "011111 rt ra rb oe 111101011 rc")]
    [Pattern<Divide64>("divd", "011111 rt ra rb oe 111101001 rc")]
    [Pattern<DivideUnsigned32>("divwu", "011111 rt ra rb oe 111001011 rc")]
    [Pattern<DivideUnsigned64>("divdu", "011111 rt ra rb oe 111001001 rc")]
    [Pattern<DivideExtended32>("divwe", "011111 rt ra rb oe 110101011 rc")]
    [Pattern<DivideExtended64>("divde", "011111 rt ra rb oe 110101001 rc")]
    [Pattern<DivideExtendedUnsigned32>("divweu", "011111 rt ra rb oe 110001011 rc")]
    [Pattern<DivideExtendedUnsigned64>("divdeu", "011111 rt ra rb oe 110001001 rc")]
    public static DecodedOp* WithOverflow<TProduct, TOe, TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TProduct : struct, IProduct
        where TOe : struct, IChoice
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        var result = TProduct.Apply(Operand.A(s, op), Operand.B(s, op), out var overflow);
        if (TOe.IsSet)
        {
            Operand.Overflow(s, overflow, overflow);
        }

        Operand.T(s, op) = result;
        Operand.Record<TRc, TMode>(s, result);
        return op + 1;
    }

    [Pattern<MultiplyHigh32>("mulhw", "011111 rt ra rb - 001001011 rc")]
    [Pattern<MultiplyHigh64>("mulhd", "011111 rt ra rb - 001001001 rc")]
    [Pattern<MultiplyHighUnsigned32>("mulhwu", "011111 rt ra rb - 000001011 rc")]
    [Pattern<MultiplyHighUnsigned64>("mulhdu", "011111 rt ra rb - 000001001 rc")]
    public static DecodedOp* High<TProduct, TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TProduct : struct, IProduct
        where TRc : struct, IChoice
        where TMode : struct, IAddressing => WithOverflow<TProduct, Clear, TRc, TMode>(s, op, cpu);

    [Pattern<Remainder32>("modsw", "011111 rt ra rb 1100001011 -", Since = IsaLevel.V300)]
    [Pattern<Remainder64>("modsd", "011111 rt ra rb 1100001001 -", Since = IsaLevel.V300)]
    [Pattern<RemainderUnsigned32>("moduw", "011111 rt ra rb 0100001011 -", Since = IsaLevel.V300)]
    [Pattern<RemainderUnsigned64>("modud", "011111 rt ra rb 0100001001 -", Since = IsaLevel.V300)]
    public static DecodedOp* Modulo<TProduct>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TProduct : struct, IProduct
    {
        Operand.T(s, op) = TProduct.Apply(Operand.A(s, op), Operand.B(s, op), out _);
        return op + 1;
    }

    [Pattern("mulli", "000111 rt ra si")]
    public static DecodedOp* Immediate(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = Operand.A(s, op) * op->Imm;
        return op + 1;
    }

    [Pattern("maddld", "000100 rt ra rb rd 110011", Since = IsaLevel.V300)]
    public static DecodedOp* AddLow(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = (Operand.A(s, op) * Operand.B(s, op)) + Operand.C(s, op);
        return op + 1;
    }

    [Pattern("maddhd", "000100 rt ra rb rd 110000", Since = IsaLevel.V300)]
    public static DecodedOp* AddHigh(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var product = (Int128)(long)Operand.A(s, op) * (long)Operand.B(s, op);
        Operand.T(s, op) = (ulong)((product + (long)Operand.C(s, op)) >> 64);
        return op + 1;
    }

    [Pattern("maddhdu", "000100 rt ra rb rd 110001", Since = IsaLevel.V300)]
    public static DecodedOp* AddHighUnsigned(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var product = (UInt128)Operand.A(s, op) * Operand.B(s, op);
        Operand.T(s, op) = (ulong)((product + Operand.C(s, op)) >> 64);
        return op + 1;
    }

    /// <summary>Sixes at the digits of a decimal addition that did not carry.</summary>
    [Pattern("addg6s", "011111 rt ra rb - 001001010 -")]
    public static DecodedOp* DecimalCorrection(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var (a, b) = (Operand.A(s, op), Operand.B(s, op));
        var sum = a + b;
        var carries = (a & b) | ((a | b) & ~sum);
        Operand.T(s, op) = (~carries & 0x8888888888888888) / 8 * 6;
        return op + 1;
    }

    /// <summary>A doubleword with 64 zeros behind it, divided; 0 when the quotient has more than 64 bits.</summary>
    internal static ulong DivideLong(long dividend, long divisor, out bool overflow)
    {
        var negative = (dividend ^ divisor) < 0;
        var above = dividend < 0 ? 0 - (ulong)dividend : (ulong)dividend;
        var below = divisor < 0 ? 0 - (ulong)divisor : (ulong)divisor;
        if (above >= below)
        {
            overflow = true;
            return 0;
        }

        var quotient = (ulong)(((UInt128)above << 64) / below);
        overflow = quotient > (negative ? 1UL << 63 : long.MaxValue);
        return overflow ? 0
            : negative ? 0 - quotient
            : quotient;
    }
}
