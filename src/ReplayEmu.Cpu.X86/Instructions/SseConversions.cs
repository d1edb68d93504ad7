using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CVTxx2yy between the elements of XMM registers.</summary>
internal static unsafe class SseConversions
{
    [Executes(Code.Cvtss2sd_xmm_xmmm32)]
    public static DecodedOp* Cvtss2sd<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = ToDouble(ref c, source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(ulong*)((byte*)s + op->Reg) = result;
        return op + 1;
    }

    [Executes(Code.Cvtsd2ss_xmm_xmmm64)]
    public static DecodedOp* Cvtsd2ss<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = ToSingle(ref c, source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(uint*)((byte*)s + op->Reg) = result;
        return op + 1;
    }

    [Executes(Code.Cvtps2pd_xmm_xmmm64)]
    public static DecodedOp* Cvtps2pd<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var (low, high) = (ToDouble(ref c, (uint)source), ToDouble(ref c, (uint)(source >> 32)));
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, Vector128.Create(low, high).AsByte());
        return op + 1;
    }

    [Executes(Code.Cvtpd2ps_xmm_xmmm128)]
    public static DecodedOp* Cvtpd2ps<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var (low, high) = (ToSingle(ref c, source.AsUInt64()[0]), ToSingle(ref c, source.AsUInt64()[1]));
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, Vector128.Create(low, high, 0, 0).AsByte());
        return op + 1;
    }

    [Executes(Code.Cvtdq2ps_xmm_xmmm128)]
    public static DecodedOp* Cvtdq2ps<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = stackalloc uint[4];
        for (var i = 0; i < 4; i++)
        {
            result[i] = SingleFrom(ref c, source.AsInt32()[i]);
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, *(Vector128<byte>*)result);
        return op + 1;
    }

    [Executes(Code.Cvtps2dq_xmm_xmmm128, Code.Cvttps2dq_xmm_xmmm128)]
    public static DecodedOp* Cvtps2dq<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var rounding = (Code)op->Code == Code.Cvttps2dq_xmm_xmmm128 ? RoundingMode.TowardZero : c.Rounding;
        var result = stackalloc int[4];
        for (var i = 0; i < 4; i++)
        {
            var element = BinaryFormats.Unpack(ref c, source.AsUInt32()[i]);
            result[i] = (int)IntegerConversion.ToSigned(ref c, rounding, element, 32);
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, *(Vector128<byte>*)result);
        return op + 1;
    }

    [Executes(Code.Cvtdq2pd_xmm_xmmm64)]
    public static DecodedOp* Cvtdq2pd<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var low = DoubleFrom(ref c, (int)source);
        var high = DoubleFrom(ref c, (int)(source >> 32));
        Vectors.SetXmm(s, op->Reg, Vector128.Create(low, high).AsByte());
        return op + 1;
    }

    [Executes(Code.Cvtpd2dq_xmm_xmmm128, Code.Cvttpd2dq_xmm_xmmm128)]
    public static DecodedOp* Cvtpd2dq<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var rounding = (Code)op->Code == Code.Cvttpd2dq_xmm_xmmm128 ? RoundingMode.TowardZero : c.Rounding;
        var low = BinaryFormats.Unpack(ref c, source.AsUInt64()[0]);
        var high = BinaryFormats.Unpack(ref c, source.AsUInt64()[1]);
        var first = (int)IntegerConversion.ToSigned(ref c, rounding, low, 32);
        var second = (int)IntegerConversion.ToSigned(ref c, rounding, high, 32);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, Vector128.Create(first, second, 0, 0).AsByte());
        return op + 1;
    }

    internal static ulong ToDouble(ref FloatContext c, uint bits) =>
        BinaryFormats.Pack64(IntegerConversion.Convert(ref c, FloatFormat.Double, BinaryFormats.Unpack(ref c, bits)));

    internal static uint ToSingle(ref FloatContext c, ulong bits) =>
        BinaryFormats.Pack32(IntegerConversion.Convert(ref c, FloatFormat.Single, BinaryFormats.Unpack(ref c, bits)));

    internal static uint SingleFrom(ref FloatContext c, long value) =>
        BinaryFormats.Pack32(IntegerConversion.Convert(ref c, FloatFormat.Single, Real.FromInteger(value)));

    internal static ulong DoubleFrom(ref FloatContext c, long value) =>
        BinaryFormats.Pack64(IntegerConversion.Convert(ref c, FloatFormat.Double, Real.FromInteger(value)));
}
