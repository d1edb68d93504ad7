using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Lanes that saturate, and sums across lanes; a lane that does sets VSCR.SAT (Book I, 6.9.1).</summary>
internal static unsafe class Saturating
{
    /// <summary>VSCR.SAT.</summary>
    private const uint Sat = 1;

    [Pattern<byte, Set>("vaddubs", "000100 vt va vb 01000000000", Facility = Facility.Vector)]
    [Pattern<ushort, Set>("vadduhs", "000100 vt va vb 01001000000", Facility = Facility.Vector)]
    [Pattern<uint, Set>("vadduws", "000100 vt va vb 01010000000", Facility = Facility.Vector)]
    [Pattern<sbyte, Set>("vaddsbs", "000100 vt va vb 01100000000", Facility = Facility.Vector)]
    [Pattern<short, Set>("vaddshs", "000100 vt va vb 01101000000", Facility = Facility.Vector)]
    [Pattern<int, Set>("vaddsws", "000100 vt va vb 01110000000", Facility = Facility.Vector)]
    [Pattern<byte, Clear>("vsububs", "000100 vt va vb 11000000000", Facility = Facility.Vector)]
    [Pattern<ushort, Clear>("vsubuhs", "000100 vt va vb 11001000000", Facility = Facility.Vector)]
    [Pattern<uint, Clear>("vsubuws", "000100 vt va vb 11010000000", Facility = Facility.Vector)]
    [Pattern<sbyte, Clear>("vsubsbs", "000100 vt va vb 11100000000", Facility = Facility.Vector)]
    [Pattern<short, Clear>("vsubshs", "000100 vt va vb 11101000000", Facility = Facility.Vector)]
    [Pattern<int, Clear>("vsubsws", "000100 vt va vb 11110000000", Facility = Facility.Vector)]
    public static DecodedOp* Sum<TLane, TAdd>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>, IMinMaxValue<TLane>
        where TAdd : struct, IChoice
    {
        var t = Quadword.Lanes<TLane>(s, op->T);
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TLane>(s, op->B);
        var saturated = false;
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            var (left, right) = (long.CreateTruncating(a[i]), long.CreateTruncating(b[i]));
            t[i] = Lane.Saturate<TLane>(TAdd.IsSet ? left + right : left - right, ref saturated);
        }

        return Finish(s, op, saturated);
    }

    /// <summary>Each word gets the sum of the smaller lanes in its place.</summary>
    [Pattern<byte, uint>("vsum4ubs", "000100 vt va vb 11000001000", Facility = Facility.Vector)]
    [Pattern<short, int>("vsum4shs", "000100 vt va vb 11001001000", Facility = Facility.Vector)]
    [Pattern<sbyte, int>("vsum4sbs", "000100 vt va vb 11100001000", Facility = Facility.Vector)]
    public static DecodedOp* SumWithin<TLane, TSum>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TSum : unmanaged, IBinaryInteger<TSum>, IMinMaxValue<TSum>
    {
        var t = Quadword.Lanes<TSum>(s, op->T);
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TSum>(s, op->B);
        var saturated = false;
        var sums = stackalloc TSum[4];
        for (var i = 0; i < 4; i++)
        {
            var sum = long.CreateTruncating(b[i]);
            for (var j = 0; j < 4 / sizeof(TLane); j++)
            {
                sum += long.CreateTruncating(a[(i * 4 / sizeof(TLane)) + j]);
            }

            sums[i] = Lane.Saturate<TSum>(sum, ref saturated);
        }

        for (var i = 0; i < 4; i++)
        {
            t[i] = sums[i];
        }

        return Finish(s, op, saturated);
    }

    /// <summary>Words 1 and 3 get sums of two words, the others become zero.</summary>
    [Pattern("vsum2sws", "000100 vt va vb 11010001000", Facility = Facility.Vector)]
    public static DecodedOp* SumHalves(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<int>(s, op->T);
        var a = Quadword.Lanes<int>(s, op->A);
        var b = Quadword.Lanes<int>(s, op->B);
        var saturated = false;
        var low = Lane.Saturate<int>((long)a[0] + a[1] + b[0], ref saturated);
        var high = Lane.Saturate<int>((long)a[2] + a[3] + b[2], ref saturated);
        (t[0], t[1], t[2], t[3]) = (low, 0, high, 0);
        return Finish(s, op, saturated);
    }

    [Pattern("vsumsws", "000100 vt va vb 11110001000", Facility = Facility.Vector)]
    public static DecodedOp* SumAll(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var t = Quadword.Lanes<int>(s, op->T);
        var a = Quadword.Lanes<int>(s, op->A);
        var b = Quadword.Lanes<int>(s, op->B);
        var saturated = false;
        var sum = Lane.Saturate<int>((long)a[0] + a[1] + a[2] + a[3] + b[0], ref saturated);
        (t[0], t[1], t[2], t[3]) = (sum, 0, 0, 0);
        return Finish(s, op, saturated);
    }

    [Pattern<Clear>("vmhaddshs", "000100 vt va vb vc 100000", Facility = Facility.Vector)]
    [Pattern<Set>("vmhraddshs", "000100 vt va vb vc 100001", Facility = Facility.Vector)]
    public static DecodedOp* MultiplyHighAdd<TRound>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRound : struct, IChoice
    {
        var t = Quadword.Lanes<short>(s, op->T);
        var a = Quadword.Lanes<short>(s, op->A);
        var b = Quadword.Lanes<short>(s, op->B);
        var c = Quadword.Lanes<short>(s, op->C);
        var saturated = false;
        for (var i = 0; i < 8; i++)
        {
            var product = ((a[i] * b[i]) + (TRound.IsSet ? 0x4000 : 0)) >> 15;
            t[i] = Lane.Saturate<short>(product + (long)c[i], ref saturated);
        }

        return Finish(s, op, saturated);
    }

    /// <summary>Each word gets the sum of two products, saturated.</summary>
    [Pattern<ushort, uint>("vmsumuhs", "000100 vt va vb vc 100111", Facility = Facility.Vector)]
    [Pattern<short, int>("vmsumshs", "000100 vt va vb vc 101001", Facility = Facility.Vector)]
    public static DecodedOp* MultiplySum<TLane, TSum>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TSum : unmanaged, IBinaryInteger<TSum>, IMinMaxValue<TSum>
    {
        var t = Quadword.Lanes<TSum>(s, op->T);
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TLane>(s, op->B);
        var c = Quadword.Lanes<TSum>(s, op->C);
        var saturated = false;
        for (var i = 0; i < 4; i++)
        {
            var sum = long.CreateTruncating(c[i]);
            sum += long.CreateTruncating(a[2 * i]) * long.CreateTruncating(b[2 * i]);
            sum += long.CreateTruncating(a[(2 * i) + 1]) * long.CreateTruncating(b[(2 * i) + 1]);
            // Sources of the same index are read before: lane i of a word overlays halfwords 2i and 2i + 1.
            t[i] = Lane.Saturate<TSum>(sum, ref saturated);
        }

        return Finish(s, op, saturated);
    }

    public static DecodedOp* Finish(PowerCpuState* s, DecodedOp* op, bool saturated)
    {
        s->Vscr |= saturated ? Sat : 0;
        return op + 1;
    }
}
