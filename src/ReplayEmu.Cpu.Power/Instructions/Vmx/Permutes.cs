using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Permutation, merging, splatting and selection (Book I, 6.8.3 to 6.8.6). Byte i of the manual is lane 15 - i.</summary>
internal static unsafe class Permutes
{
    [Pattern("vperm", "000100 vt va vb vc 101011", Facility = Facility.Vector)]
    public static DecodedOp* Permute(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Permuted(Quadword.At(s, op->A), Quadword.At(s, op->B), Quadword.At(s, op->C), 0);
        return op + 1;
    }

    [Pattern("vpermr", "000100 vt va vb vc 111011", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* PermuteRight(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Permuted(Quadword.At(s, op->A), Quadword.At(s, op->B), Quadword.At(s, op->C), 31);
        return op + 1;
    }

    [Pattern("xxperm", "111100 xt xa xb 00011010 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* PermuteInPlace(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Permuted(Quadword.At(s, op->A), Quadword.At(s, op->T), Quadword.At(s, op->B), 0);
        return op + 1;
    }

    [Pattern("xxpermr", "111100 xt xa xb 00111010 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* PermuteRightInPlace(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Permuted(Quadword.At(s, op->A), Quadword.At(s, op->T), Quadword.At(s, op->B), 31);
        return op + 1;
    }

    [Pattern("vpermxor", "000100 vt va vb vc 101101", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* PermuteXor(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var (a, b, c) = (Quadword.At(s, op->A), Quadword.At(s, op->B), Quadword.At(s, op->C));
        var t = Quadword.Lanes<byte>(s, op->T);
        for (var i = 0; i < 16; i++)
        {
            var control = ((byte*)&c)[i];
            t[i] = (byte)(((byte*)&a)[15 - (control >> 4)] ^ ((byte*)&b)[15 - (control & 15)]);
        }

        return op + 1;
    }

    /// <summary>Bits of B where C is 1, of A elsewhere.</summary>
    [Pattern("vsel", "000100 vt va vb vc 101010", Facility = Facility.Vector)]
    [Pattern("xxsel", "111100 xt xa xb xc 11 cx ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Select(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = Quadword.At(s, op->C);
        Quadword.At(s, op->T) = (Quadword.At(s, op->A) & ~c) | (Quadword.At(s, op->B) & c);
        return op + 1;
    }

    /// <summary>Sixteen bytes of A followed by B.</summary>
    [Pattern("vsldoi", "000100 vt va vb - uim:4 101100", Facility = Facility.Vector)]
    public static DecodedOp* ShiftDouble(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Window(Quadword.At(s, op->A), Quadword.At(s, op->B), 8 * (int)op->Imm);
        return op + 1;
    }

    [Pattern("xxsldwi", "111100 xt xa xb 0 uim:2 00010 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* ShiftDoubleWords(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Window(Quadword.At(s, op->A), Quadword.At(s, op->B), 32 * (int)op->Imm);
        return op + 1;
    }

    [Pattern("xxpermdi", "111100 xt xa xb 0 uim:2 01010 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* PermuteDoublewords(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var first = Quadword.Lanes<ulong>(s, op->A)[1 - (op->Imm >> 1)];
        var second = Quadword.Lanes<ulong>(s, op->B)[1 - (op->Imm & 1)];
        Quadword.At(s, op->T) = new UInt128(first, second);
        return op + 1;
    }

    [Pattern<byte>("vspltb", "000100 vt - uim:4 vb 01000001100", Facility = Facility.Vector)]
    [Pattern<ushort>("vsplth", "000100 vt -- uim:3 vb 01001001100", Facility = Facility.Vector)]
    [Pattern<uint>("vspltw", "000100 vt --- uim:2 vb 01010001100", Facility = Facility.Vector)]
    [Pattern<uint>("xxspltw", "111100 xt --- uim:2 xb 010100100 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Splat<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged
    {
        Fill(s, op, Quadword.Lanes<TLane>(s, op->B)[(16 / sizeof(TLane)) - 1 - (int)op->Imm]);
        return op + 1;
    }

    [Pattern<sbyte>("vspltisb", "000100 vt sim:5 ----- 01100001100", Facility = Facility.Vector)]
    [Pattern<short>("vspltish", "000100 vt sim:5 ----- 01101001100", Facility = Facility.Vector)]
    [Pattern<int>("vspltisw", "000100 vt sim:5 ----- 01110001100", Facility = Facility.Vector)]
    [Pattern<byte>(
        "xxspltib",
        "111100 xt 00 uim:8 0101101000 tx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* SplatImmediate<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        Fill(s, op, TLane.CreateTruncating(op->Imm));
        return op + 1;
    }

    [Pattern<byte, Set>("vmrghb", "000100 vt va vb 00000001100", Facility = Facility.Vector)]
    [Pattern<ushort, Set>("vmrghh", "000100 vt va vb 00001001100", Facility = Facility.Vector)]
    [Pattern<uint, Set>("vmrghw", "000100 vt va vb 00010001100", Facility = Facility.Vector)]
    [Pattern<byte, Clear>("vmrglb", "000100 vt va vb 00100001100", Facility = Facility.Vector)]
    [Pattern<ushort, Clear>("vmrglh", "000100 vt va vb 00101001100", Facility = Facility.Vector)]
    [Pattern<uint, Clear>("vmrglw", "000100 vt va vb 00110001100", Facility = Facility.Vector)]
    [Pattern<uint, Set>("xxmrghw", "111100 xt xa xb 00010010 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<uint, Clear>("xxmrglw", "111100 xt xa xb 00110010 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Merge<TLane, THigh>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged
        where THigh : struct, IChoice
    {
        var (a, b) = (Quadword.At(s, op->A), Quadword.At(s, op->B));
        var t = Quadword.Lanes<TLane>(s, op->T);
        var half = 8 / sizeof(TLane);
        var from = THigh.IsSet ? half : 0;
        for (var i = 0; i < half; i++)
        {
            t[(2 * i) + 1] = ((TLane*)&a)[from + i];
            t[2 * i] = ((TLane*)&b)[from + i];
        }

        return op + 1;
    }

    [Pattern<Clear>("vmrgew", "000100 vt va vb 11110001100", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<Set>("vmrgow", "000100 vt va vb 11010001100", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* MergeAlternate<TOdd>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOdd : struct, IChoice
    {
        var a = Quadword.Lanes<uint>(s, op->A);
        var b = Quadword.Lanes<uint>(s, op->B);
        var from = TOdd.IsSet ? 0 : 1;
        var (a0, a1, b0, b1) = (a[from], a[from + 2], b[from], b[from + 2]);
        var t = Quadword.Lanes<uint>(s, op->T);
        (t[0], t[1], t[2], t[3]) = (b0, a0, b1, a1);
        return op + 1;
    }

    /// <summary>Bytes of lanes in the opposite order.</summary>
    [Pattern<ushort>("xxbrh", "111100 xt 00111 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<uint>("xxbrw", "111100 xt 01111 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<ulong>("xxbrd", "111100 xt 10111 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<UInt128>("xxbrq", "111100 xt 11111 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* ReverseBytes<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged
    {
        var b = Quadword.At(s, op->B);
        var t = Quadword.Lanes<byte>(s, op->T);
        for (var i = 0; i < 16; i++)
        {
            t[i] = ((byte*)&b)[i ^ (sizeof(TLane) - 1)];
        }

        return op + 1;
    }

    /// <summary>128 bits of 256 from a bit on.</summary>
    private static UInt128 Window(UInt128 high, UInt128 low, int bits) =>
        bits == 0 ? high : (high << bits) | (low >> (128 - bits));

    /// <param name="flip">31 when the control counts from the right.</param>
    private static UInt128 Permuted(UInt128 a, UInt128 b, UInt128 control, int flip)
    {
        // Byte i of the manual's 32 is at 31 - i here.
        var source = stackalloc UInt128[2];
        (source[0], source[1]) = (b, a);
        UInt128 result = 0;
        for (var i = 0; i < 16; i++)
        {
            ((byte*)&result)[i] = ((byte*)source)[31 - ((((byte*)&control)[i] & 31) ^ flip)];
        }

        return result;
    }

    private static void Fill<TLane>(PowerCpuState* s, DecodedOp* op, TLane value)
        where TLane : unmanaged
    {
        var t = Quadword.Lanes<TLane>(s, op->T);
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            t[i] = value;
        }
    }
}
