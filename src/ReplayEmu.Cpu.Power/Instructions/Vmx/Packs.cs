using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Between lanes of different widths (Book I, 6.8.1, 6.8.2 and 6.9.1.7).</summary>
internal static unsafe class Packs
{
    [Pattern<ushort, byte>("vpkuhum", "000100 vt va vb 00000001110", Facility = Facility.Vector)]
    [Pattern<uint, ushort>("vpkuwum", "000100 vt va vb 00001001110", Facility = Facility.Vector)]
    [Pattern<ulong, uint>("vpkudum", "000100 vt va vb 10001001110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* Truncate<TWide, TNarrow>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
    {
        var (a, b) = (Quadword.At(s, op->A), Quadword.At(s, op->B));
        var t = Quadword.Lanes<TNarrow>(s, op->T);
        var half = 8 / sizeof(TNarrow);
        for (var i = 0; i < half; i++)
        {
            t[i] = TNarrow.CreateTruncating(((TWide*)&b)[i]);
            t[half + i] = TNarrow.CreateTruncating(((TWide*)&a)[i]);
        }

        return op + 1;
    }

    [Pattern<ushort, byte>("vpkuhus", "000100 vt va vb 00010001110", Facility = Facility.Vector)]
    [Pattern<uint, ushort>("vpkuwus", "000100 vt va vb 00011001110", Facility = Facility.Vector)]
    [Pattern<ulong, uint>("vpkudus", "000100 vt va vb 10011001110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<short, byte>("vpkshus", "000100 vt va vb 00100001110", Facility = Facility.Vector)]
    [Pattern<int, ushort>("vpkswus", "000100 vt va vb 00101001110", Facility = Facility.Vector)]
    [Pattern<long, uint>("vpksdus", "000100 vt va vb 10101001110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<short, sbyte>("vpkshss", "000100 vt va vb 00110001110", Facility = Facility.Vector)]
    [Pattern<int, short>("vpkswss", "000100 vt va vb 00111001110", Facility = Facility.Vector)]
    [Pattern<long, int>("vpksdss", "000100 vt va vb 10111001110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* Saturate<TWide, TNarrow>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>, IMinMaxValue<TNarrow>
    {
        var (a, b) = (Quadword.At(s, op->A), Quadword.At(s, op->B));
        var t = Quadword.Lanes<TNarrow>(s, op->T);
        var half = 8 / sizeof(TNarrow);
        var saturated = false;
        for (var i = 0; i < half; i++)
        {
            t[i] = Lane.Saturate<TNarrow>(Int128.CreateTruncating(((TWide*)&b)[i]), ref saturated);
            t[half + i] = Lane.Saturate<TNarrow>(Int128.CreateTruncating(((TWide*)&a)[i]), ref saturated);
        }

        return Saturating.Finish(s, op, saturated);
    }

    [Pattern<sbyte, short>("vupkhsb", "000100 vt ----- vb 01000001110", Facility = Facility.Vector)]
    [Pattern<short, int>("vupkhsh", "000100 vt ----- vb 01001001110", Facility = Facility.Vector)]
    [Pattern<int, long>("vupkhsw", "000100 vt ----- vb 11001001110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* UnpackHigh<TNarrow, TWide>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
        where TWide : unmanaged, IBinaryInteger<TWide> =>
        Unpack<TNarrow, TWide>(s, op, Quadword.Lanes<ulong>(s, op->B)[1]);

    [Pattern<sbyte, short>("vupklsb", "000100 vt ----- vb 01010001110", Facility = Facility.Vector)]
    [Pattern<short, int>("vupklsh", "000100 vt ----- vb 01011001110", Facility = Facility.Vector)]
    [Pattern<int, long>("vupklsw", "000100 vt ----- vb 11011001110", Facility = Facility.Vector, Since = IsaLevel.V207)]
    public static DecodedOp* UnpackLow<TNarrow, TWide>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
        where TWide : unmanaged, IBinaryInteger<TWide> =>
        Unpack<TNarrow, TWide>(s, op, Quadword.Lanes<ulong>(s, op->B)[0]);

    /// <summary>Within each lane the sign of its low part.</summary>
    [Pattern<sbyte, int>(
        "vextsb2w",
        "000100 vt 10000 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<short, int>(
        "vextsh2w",
        "000100 vt 10001 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<sbyte, long>(
        "vextsb2d",
        "000100 vt 11000 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<short, long>(
        "vextsh2d",
        "000100 vt 11001 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<int, long>(
        "vextsw2d",
        "000100 vt 11010 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* ExtendSign<TNarrow, TWide>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        var t = Quadword.Lanes<TWide>(s, op->T);
        var b = Quadword.Lanes<TWide>(s, op->B);
        for (var i = 0; i < 16 / sizeof(TWide); i++)
        {
            t[i] = TWide.CreateTruncating(TNarrow.CreateTruncating(b[i]));
        }

        return op + 1;
    }

    /// <summary>Pixels of 8, 8, 8, 8 bits to 1, 5, 5, 5.</summary>
    [Pattern("vpkpx", "000100 vt va vb 01100001110", Facility = Facility.Vector)]
    public static DecodedOp* PackPixels(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var (a, b) = (Quadword.At(s, op->A), Quadword.At(s, op->B));
        var t = Quadword.Lanes<ushort>(s, op->T);
        for (var i = 0; i < 4; i++)
        {
            t[i] = Pixel(((uint*)&b)[i]);
            t[4 + i] = Pixel(((uint*)&a)[i]);
        }

        return op + 1;

        static ushort Pixel(uint p) => (ushort)((p >> 9 & 0xfc00) | (p >> 6 & 0x3e0) | (p >> 3 & 0x1f));
    }

    [Pattern("vupkhpx", "000100 vt ----- vb 01101001110", Facility = Facility.Vector)]
    public static DecodedOp* UnpackHighPixels(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        UnpackPixels(s, op, Quadword.Lanes<ulong>(s, op->B)[1]);

    [Pattern("vupklpx", "000100 vt ----- vb 01111001110", Facility = Facility.Vector)]
    public static DecodedOp* UnpackLowPixels(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        UnpackPixels(s, op, Quadword.Lanes<ulong>(s, op->B)[0]);

    private static DecodedOp* UnpackPixels(PowerCpuState* s, DecodedOp* op, ulong half)
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        for (var i = 0; i < 4; i++)
        {
            uint p = ((ushort*)&half)[i];
            var first = (p & 0x8000) != 0 ? 0xff000000 : 0;
            t[i] = first | ((p >> 10 & 31) << 16) | ((p >> 5 & 31) << 8) | (p & 31);
        }

        return op + 1;
    }

    private static DecodedOp* Unpack<TNarrow, TWide>(PowerCpuState* s, DecodedOp* op, ulong half)
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        var t = Quadword.Lanes<TWide>(s, op->T);
        for (var i = 0; i < 16 / sizeof(TWide); i++)
        {
            t[i] = TWide.CreateTruncating(((TNarrow*)&half)[i]);
        }

        return op + 1;
    }
}
