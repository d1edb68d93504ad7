using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Single bits, parities, and elements to and from general registers (Book I, 6.8.8, 6.13 and 6.14).</summary>
internal static unsafe class BitGathers
{
    /// <summary>Each doubleword is a matrix of 8 by 8 bits, which is transposed.</summary>
    [Pattern("vgbbd", "000100 vt ----- vb 10100001100", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* GatherBits(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var b = Quadword.Lanes<ulong>(s, op->B);
        for (var i = 0; i < 2; i++)
        {
            ulong result = 0;
            for (var j = 0; j < 64; j++)
            {
                result |= (b[i] >> j & 1) << ((j >> 3) | ((j & 7) << 3));
            }

            t[i] = result;
        }

        return op + 1;
    }

    /// <summary>Sixteen bits of A that the bytes of B name.</summary>
    [Pattern("vbpermq", "000100 vt va vb 10101001100", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* PermuteBits(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.At(s, op->A);
        var b = Quadword.Lanes<byte>(s, op->B);
        ulong bits = 0;
        for (var i = 0; i < 16; i++)
        {
            bits |= b[i] < 128 ? (ulong)(a >> (127 - b[i]) & UInt128.One) << i : 0;
        }

        Quadword.At(s, op->T) = new UInt128(bits, 0);
        return op + 1;
    }

    /// <summary>In each doubleword eight bits of A that the bytes of B name.</summary>
    [Pattern("vbpermd", "000100 vt va vb 10111001100", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* PermuteBitsOfDoublewords(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var a = Quadword.Lanes<ulong>(s, op->A);
        var b = Quadword.Lanes<ulong>(s, op->B);
        for (var i = 0; i < 2; i++)
        {
            ulong bits = 0;
            for (var j = 0; j < 8; j++)
            {
                var index = (int)(b[i] >> (8 * j) & 255);
                bits |= index < 64 ? (a[i] >> (63 - index) & 1) << j : 0;
            }

            t[i] = bits;
        }

        return op + 1;
    }

    /// <summary>The parity of the least significant bits of the bytes.</summary>
    [Pattern<uint>("vprtybw", "000100 vt 01000 vb 11000000010", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ulong>("vprtybd", "000100 vt 01001 vb 11000000010", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<UInt128>("vprtybq", "000100 vt 01010 vb 11000000010", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* Parity<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var t = Quadword.Lanes<TLane>(s, op->T);
        var b = Quadword.Lanes<TLane>(s, op->B);
        var ones = TLane.CreateTruncating(new UInt128(0x0101010101010101, 0x0101010101010101));
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            t[i] = TLane.PopCount(b[i] & ones) & TLane.One;
        }

        return op + 1;
    }

    /// <summary>Bytes from the left whose least significant bit is 0.</summary>
    [Pattern("vclzlsbb", "000100 rt 00000 vb 11000000010", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* CountLeadingBytes(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var b = Quadword.Lanes<byte>(s, op->B);
        var count = 0;
        while (count < 16 && (b[15 - count] & 1) == 0)
        {
            count++;
        }

        Operand.T(s, op) = (ulong)count;
        return op + 1;
    }

    [Pattern("vctzlsbb", "000100 rt 00001 vb 11000000010", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* CountTrailingBytes(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var b = Quadword.Lanes<byte>(s, op->B);
        var count = 0;
        while (count < 16 && (b[count] & 1) == 0)
        {
            count++;
        }

        Operand.T(s, op) = (ulong)count;
        return op + 1;
    }

    /// <summary>An element at a byte from the left, to a general register.</summary>
    [Pattern<byte>("vextublx", "000100 rt ra vb 11000001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ushort>("vextuhlx", "000100 rt ra vb 11001001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<uint>("vextuwlx", "000100 rt ra vb 11010001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* ExtractLeft<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane> =>
        Extract<TLane>(s, op, 16 - sizeof(TLane) - (int)(Operand.A(s, op) & 15));

    [Pattern<byte>("vextubrx", "000100 rt ra vb 11100001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ushort>("vextuhrx", "000100 rt ra vb 11101001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<uint>("vextuwrx", "000100 rt ra vb 11110001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* ExtractRight<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane> => Extract<TLane>(s, op, (int)(Operand.A(s, op) & 15));

    /// <summary>An element at a byte from the left, to the right end of doubleword 0.</summary>
    [Pattern<byte>("vextractub", "000100 vt - uim:4 vb 01000001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ushort>(
        "vextractuh",
        "000100 vt - uim:4 vb 01001001101",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<uint>("vextractuw", "000100 vt - uim:4 vb 01010001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ulong>("vextractd", "000100 vt - uim:4 vb 01011001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<uint>(
        "xxextractuw",
        "111100 xt - uim:4 xb 010100101 bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* ExtractElement<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var at = 16 - sizeof(TLane) - (int)op->Imm;
        var value = TLane.CreateTruncating(Shifted(Quadword.At(s, op->B), at));
        Quadword.At(s, op->T) = new UInt128(ulong.CreateTruncating(value), 0);
        return op + 1;
    }

    /// <summary>The right end of doubleword 0 to a byte from the left.</summary>
    [Pattern<byte>("vinsertb", "000100 vt - uim:4 vb 01100001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ushort>("vinserth", "000100 vt - uim:4 vb 01101001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<uint>("vinsertw", "000100 vt - uim:4 vb 01110001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<ulong>("vinsertd", "000100 vt - uim:4 vb 01111001101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<uint>("xxinsertw", "111100 xt - uim:4 xb 010110101 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* InsertElement<TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var value = Quadword.Lanes<ulong>(s, op->B)[1];
        var t = Quadword.Lanes<byte>(s, op->T);
        var at = 16 - sizeof(TLane) - (int)op->Imm;
        for (var i = 0; i < sizeof(TLane); i++)
        {
            // An element that does not fit is undefined; what is outside is dropped.
            if (at + i is >= 0 and < 16)
            {
                t[at + i] = (byte)(value >> (8 * i));
            }
        }

        return op + 1;
    }

    private static DecodedOp* Extract<TLane>(PowerCpuState* s, DecodedOp* op, int at)
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var value = TLane.CreateTruncating(Shifted(Quadword.At(s, op->B), at));
        Operand.T(s, op) = ulong.CreateTruncating(value);
        return op + 1;
    }

    /// <summary>Bytes from one on; a negative number is an element that does not fit, which is undefined.</summary>
    private static UInt128 Shifted(UInt128 value, int bytes) =>
        bytes < 0 ? value << (-8 * bytes) : value >> (8 * bytes);
}
