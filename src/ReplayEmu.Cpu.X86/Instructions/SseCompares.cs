using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CMPPS CMPPD CMPSS CMPSD COMISS COMISD UCOMISS UCOMISD.</summary>
internal static unsafe class SseCompares
{
    [Executes(Code.Cmpps_xmm_xmmm128_imm8)]
    public static DecodedOp* PackedSingle<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (uint*)((byte*)s + op->Reg);
        var result = stackalloc uint[4];
        for (var i = 0; i < 4; i++)
        {
            var left = BinaryFormats.Unpack(ref c, a[i]);
            var right = BinaryFormats.Unpack(ref c, source.AsUInt32()[i]);
            result[i] = ComparePredicate.Holds(ref c, left, right, (int)op->Imm & 7) ? uint.MaxValue : 0;
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        for (var i = 0; i < 4; i++)
        {
            a[i] = result[i];
        }

        return op + 1;
    }

    [Executes(Code.Cmppd_xmm_xmmm128_imm8)]
    public static DecodedOp* PackedDouble<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (ulong*)((byte*)s + op->Reg);
        var result = stackalloc ulong[2];
        for (var i = 0; i < 2; i++)
        {
            var left = BinaryFormats.Unpack(ref c, a[i]);
            var right = BinaryFormats.Unpack(ref c, source.AsUInt64()[i]);
            result[i] = ComparePredicate.Holds(ref c, left, right, (int)op->Imm & 7) ? ulong.MaxValue : 0;
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        for (var i = 0; i < 2; i++)
        {
            a[i] = result[i];
        }

        return op + 1;
    }

    [Executes(Code.Cmpss_xmm_xmmm32_imm8)]
    public static DecodedOp* ScalarSingle<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (uint*)((byte*)s + op->Reg);
        var result = stackalloc uint[1];
        for (var i = 0; i < 1; i++)
        {
            var left = BinaryFormats.Unpack(ref c, a[i]);
            var right = BinaryFormats.Unpack(ref c, source);
            result[i] = ComparePredicate.Holds(ref c, left, right, (int)op->Imm & 7) ? uint.MaxValue : 0;
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        for (var i = 0; i < 1; i++)
        {
            a[i] = result[i];
        }

        return op + 1;
    }

    [Executes(Code.Cmpsd_xmm_xmmm64_imm8)]
    public static DecodedOp* ScalarDouble<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (ulong*)((byte*)s + op->Reg);
        var result = stackalloc ulong[1];
        for (var i = 0; i < 1; i++)
        {
            var left = BinaryFormats.Unpack(ref c, a[i]);
            var right = BinaryFormats.Unpack(ref c, source);
            result[i] = ComparePredicate.Holds(ref c, left, right, (int)op->Imm & 7) ? ulong.MaxValue : 0;
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        for (var i = 0; i < 1; i++)
        {
            a[i] = result[i];
        }

        return op + 1;
    }

    [Executes(Code.Comiss_xmm_xmmm32, Code.Ucomiss_xmm_xmmm32)]
    public static DecodedOp* OrderSingle<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var quiet = (Code)op->Code is Code.Ucomiss_xmm_xmmm32 or Code.Ucomisd_xmm_xmmm64;
        var left = BinaryFormats.Unpack(ref c, *(uint*)((byte*)s + op->Reg));
        var relation = FloatComparison.Compare(ref c, left, BinaryFormats.Unpack(ref c, source), quiet);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        X87Compares.SetFlags(s, relation);
        return op + 1;
    }

    [Executes(Code.Comisd_xmm_xmmm64, Code.Ucomisd_xmm_xmmm64)]
    public static DecodedOp* OrderDouble<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var quiet = (Code)op->Code is Code.Ucomiss_xmm_xmmm32 or Code.Ucomisd_xmm_xmmm64;
        var left = BinaryFormats.Unpack(ref c, *(ulong*)((byte*)s + op->Reg));
        var relation = FloatComparison.Compare(ref c, left, BinaryFormats.Unpack(ref c, source), quiet);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        X87Compares.SetFlags(s, relation);
        return op + 1;
    }
}
