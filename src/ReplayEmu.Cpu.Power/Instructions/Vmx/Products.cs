using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Products of lanes, modulo (Book I, 6.9.1.2 and 6.9.1.3), and sums of 128 bits with carries.</summary>
internal static unsafe class Products
{
    /// <summary>The even lanes of the manual are those with the odd index here.</summary>
    [Pattern<byte, ushort>("vmuleub", "000100 vt va vb 01000 001000", Facility = Facility.Vector)]
    [Pattern<ushort, uint>("vmuleuh", "000100 vt va vb 01001 001000", Facility = Facility.Vector)]
    [Pattern<uint, ulong>("vmuleuw", "000100 vt va vb 01010 001000", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<sbyte, short>("vmulesb", "000100 vt va vb 01100 001000", Facility = Facility.Vector)]
    [Pattern<short, int>("vmulesh", "000100 vt va vb 01101 001000", Facility = Facility.Vector)]
    [Pattern<int, long>("vmulesw", "000100 vt va vb 01110 001000", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* Even<TLane, TProduct>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TProduct : unmanaged, IBinaryInteger<TProduct> => Multiply<TLane, TProduct>(s, op, 1);

    [Pattern<byte, ushort>("vmuloub", "000100 vt va vb 00000 001000", Facility = Facility.Vector)]
    [Pattern<ushort, uint>("vmulouh", "000100 vt va vb 00001 001000", Facility = Facility.Vector)]
    [Pattern<uint, ulong>("vmulouw", "000100 vt va vb 00010 001000", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<sbyte, short>("vmulosb", "000100 vt va vb 00100 001000", Facility = Facility.Vector)]
    [Pattern<short, int>("vmulosh", "000100 vt va vb 00101 001000", Facility = Facility.Vector)]
    [Pattern<int, long>("vmulosw", "000100 vt va vb 00110 001000", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* Odd<TLane, TProduct>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TProduct : unmanaged, IBinaryInteger<TProduct> => Multiply<TLane, TProduct>(s, op, 0);

    /// <summary>Each word gets the sum of the products in its place.</summary>
    [Pattern<byte, byte>("vmsumubm", "000100 vt va vb vc 100100", Facility = Facility.Vector)]
    [Pattern<sbyte, byte>("vmsummbm", "000100 vt va vb vc 100101", Facility = Facility.Vector)]
    [Pattern<ushort, ushort>("vmsumuhm", "000100 vt va vb vc 100110", Facility = Facility.Vector)]
    [Pattern<short, short>("vmsumshm", "000100 vt va vb vc 101000", Facility = Facility.Vector)]
    public static DecodedOp* MultiplySum<TA, TB>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TA : unmanaged, IBinaryInteger<TA>
        where TB : unmanaged, IBinaryInteger<TB>
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var a = Quadword.Lanes<TA>(s, op->A);
        var b = Quadword.Lanes<TB>(s, op->B);
        var c = Quadword.Lanes<uint>(s, op->C);
        for (var i = 0; i < 4; i++)
        {
            long sum = c[i];
            for (var j = i * 4 / sizeof(TA); j < (i + 1) * 4 / sizeof(TA); j++)
            {
                sum += long.CreateTruncating(a[j]) * long.CreateTruncating(b[j]);
            }

            t[i] = (uint)sum;
        }

        return op + 1;
    }

    /// <summary>Two products of doublewords and a quadword.</summary>
    [Pattern("vmsumudm", "000100 vt va vb vc 100011", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* MultiplySumDoublewords(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.Lanes<ulong>(s, op->A);
        var b = Quadword.Lanes<ulong>(s, op->B);
        Quadword.At(s, op->T) = ((UInt128)a[0] * b[0]) + ((UInt128)a[1] * b[1]) + Quadword.At(s, op->C);
        return op + 1;
    }

    [Pattern("vmladduhm", "000100 vt va vb vc 100010", Facility = Facility.Vector)]
    public static DecodedOp* MultiplyLowAdd(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<ushort>(s, op->T);
        var a = Quadword.Lanes<ushort>(s, op->A);
        var b = Quadword.Lanes<ushort>(s, op->B);
        var c = Quadword.Lanes<ushort>(s, op->C);
        for (var i = 0; i < 8; i++)
        {
            t[i] = (ushort)(((uint)a[i] * b[i]) + c[i]);
        }

        return op + 1;
    }

    [Pattern("vaddeuqm", "000100 vt va vb vc 111100", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* AddExtended(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Extended(s, op, Quadword.At(s, op->B), wantsCarry: false);

    [Pattern("vaddecuq", "000100 vt va vb vc 111101", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* AddExtendedCarry(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Extended(s, op, Quadword.At(s, op->B), wantsCarry: true);

    [Pattern("vsubeuqm", "000100 vt va vb vc 111110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* SubtractExtended(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Extended(s, op, ~Quadword.At(s, op->B), wantsCarry: false);

    [Pattern("vsubecuq", "000100 vt va vb vc 111111", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* SubtractExtendedCarry(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Extended(s, op, ~Quadword.At(s, op->B), wantsCarry: true);

    private static DecodedOp* Extended(PowerCpuState* s, DecodedOp* op, UInt128 b, bool wantsCarry)
    {
        var (a, carry) = (Quadword.At(s, op->A), Quadword.At(s, op->C) & UInt128.One);
        var sum = a + b + carry;
        var carries = sum < a || (sum == a && carry != 0);
        Quadword.At(s, op->T) =
            !wantsCarry ? sum
            : carries ? UInt128.One
            : UInt128.Zero;
        return op + 1;
    }

    private static DecodedOp* Multiply<TLane, TProduct>(PowerCpuState* s, DecodedOp* op, int parity)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TProduct : unmanaged, IBinaryInteger<TProduct>
    {
        var t = Quadword.Lanes<TProduct>(s, op->T);
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TLane>(s, op->B);
        for (var i = 0; i < 16 / sizeof(TProduct); i++)
        {
            var (left, right) = (a[(2 * i) + parity], b[(2 * i) + parity]);
            t[i] = TProduct.CreateTruncating(left) * TProduct.CreateTruncating(right);
        }

        return op + 1;
    }
}
