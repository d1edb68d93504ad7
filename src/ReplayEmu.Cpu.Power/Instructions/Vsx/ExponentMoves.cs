using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Exponents and significands of floating-point numbers, out and in (Book I, 7.6.1.9).</summary>
internal static unsafe class ExponentMoves
{
    private const ulong Fraction64 = (1UL << 52) - 1;
    private const ulong Fraction128 = (1UL << 48) - 1;
    private const uint Fraction32 = (1u << 23) - 1;

    [Pattern("xsxexpdp", "111100 rt 00000 xb 101011011 bx -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Exponent(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = Quadword.Lanes<ulong>(s, op->B)[1] >> 52 & 0x7ff;
        return op + 1;
    }

    [Pattern("xsxsigdp", "111100 rt 00001 xb 101011011 bx -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Significand(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = SignificandOf(Quadword.Lanes<ulong>(s, op->B)[1]);
        return op + 1;
    }

    [Pattern("xsiexpdp", "111100 xt ra rb 1110010110 tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Insert(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = new UInt128(Inserted(Operand.A(s, op), Operand.B(s, op)), 0);
        return op + 1;
    }

    [Pattern("xvxexpdp", "111100 xt 00000 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Exponents64(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var b = Quadword.Lanes<ulong>(s, op->B);
        (t[0], t[1]) = (b[0] >> 52 & 0x7ff, b[1] >> 52 & 0x7ff);
        return op + 1;
    }

    [Pattern("xvxsigdp", "111100 xt 00001 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Significands64(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var b = Quadword.Lanes<ulong>(s, op->B);
        (t[0], t[1]) = (SignificandOf(b[0]), SignificandOf(b[1]));
        return op + 1;
    }

    [Pattern("xviexpdp", "111100 xt xa xb 11111000 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Inserts64(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var a = Quadword.Lanes<ulong>(s, op->A);
        var b = Quadword.Lanes<ulong>(s, op->B);
        (t[0], t[1]) = (Inserted(a[0], b[0]), Inserted(a[1], b[1]));
        return op + 1;
    }

    [Pattern("xvxexpsp", "111100 xt 01000 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Exponents32(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var b = Quadword.Lanes<uint>(s, op->B);
        for (var i = 0; i < 4; i++)
        {
            t[i] = b[i] >> 23 & 0xff;
        }

        return op + 1;
    }

    [Pattern("xvxsigsp", "111100 xt 01001 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Significands32(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var b = Quadword.Lanes<uint>(s, op->B);
        for (var i = 0; i < 4; i++)
        {
            var isNormal = (b[i] >> 23 & 0xff) is not (0 or 0xff);
            t[i] = (b[i] & Fraction32) | (isNormal ? Fraction32 + 1 : 0);
        }

        return op + 1;
    }

    [Pattern("xviexpsp", "111100 xt xa xb 11011000 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Inserts32(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var a = Quadword.Lanes<uint>(s, op->A);
        var b = Quadword.Lanes<uint>(s, op->B);
        for (var i = 0; i < 4; i++)
        {
            t[i] = (a[i] & (0x80000000 | Fraction32)) | ((b[i] & 0xff) << 23);
        }

        return op + 1;
    }

    [Pattern("xsxexpqp", "111111 vt 00010 vb 1100100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* ExponentQuad(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = new UInt128(Quadword.Lanes<ulong>(s, op->B)[1] >> 48 & 0x7fff, 0);
        return op + 1;
    }

    [Pattern("xsxsigqp", "111111 vt 10010 vb 1100100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* SignificandQuad(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var b = Quadword.Lanes<ulong>(s, op->B);
        var isNormal = (b[1] >> 48 & 0x7fff) is not (0 or 0x7fff);
        Quadword.At(s, op->T) = new UInt128((b[1] & Fraction128) | (isNormal ? Fraction128 + 1 : 0), b[0]);
        return op + 1;
    }

    [Pattern("xsiexpqp", "111111 vt va vb 1101100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* InsertQuad(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.Lanes<ulong>(s, op->A);
        var exponent = Quadword.Lanes<ulong>(s, op->B)[1] & 0x7fff;
        Quadword.At(s, op->T) = new UInt128((a[1] & ((1UL << 63) | Fraction128)) | (exponent << 48), a[0]);
        return op + 1;
    }

    private static ulong SignificandOf(ulong value) =>
        (value & Fraction64) | ((value >> 52 & 0x7ff) is not (0 or 0x7ff) ? Fraction64 + 1 : 0);

    private static ulong Inserted(ulong value, ulong exponent) =>
        (value & ((1UL << 63) | Fraction64)) | ((exponent & 0x7ff) << 52);
}
