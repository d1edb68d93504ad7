using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Between XMM elements and general registers.</summary>
internal static unsafe class SseIntegerConversions
{
    [Executes(Code.Cvtsi2ss_xmm_rm32)]
    public static DecodedOp* Cvtsi2ss<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = SseConversions.SingleFrom(ref c, (int)source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(uint*)((byte*)s + op->Reg) = result;
        return op + 1;
    }

    [Executes(Code.Cvtsi2ss_xmm_rm64)]
    public static DecodedOp* Cvtsi2ss64<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = SseConversions.SingleFrom(ref c, (long)source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(uint*)((byte*)s + op->Reg) = result;
        return op + 1;
    }

    [Executes(Code.Cvtsi2sd_xmm_rm32)]
    public static DecodedOp* Cvtsi2sd<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        *(ulong*)((byte*)s + op->Reg) = SseConversions.DoubleFrom(ref c, (int)source);
        return op + 1;
    }

    [Executes(Code.Cvtsi2sd_xmm_rm64)]
    public static DecodedOp* Cvtsi2sd64<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = SseConversions.DoubleFrom(ref c, (long)source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(ulong*)((byte*)s + op->Reg) = result;
        return op + 1;
    }

    [Executes(Code.Cvtss2si_r32_xmmm32, Code.Cvttss2si_r32_xmmm32)]
    public static DecodedOp* Cvtss2si32<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var rounding = (Code)op->Code == Code.Cvttss2si_r32_xmmm32 ? RoundingMode.TowardZero : c.Rounding;
        var result = IntegerConversion.ToSigned(ref c, rounding, BinaryFormats.Unpack(ref c, source), 32);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Registers.Write(s, op->Reg, (uint)result);
        return op + 1;
    }

    [Executes(Code.Cvtss2si_r64_xmmm32, Code.Cvttss2si_r64_xmmm32)]
    public static DecodedOp* Cvtss2si64<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var rounding = (Code)op->Code == Code.Cvttss2si_r64_xmmm32 ? RoundingMode.TowardZero : c.Rounding;
        var result = IntegerConversion.ToSigned(ref c, rounding, BinaryFormats.Unpack(ref c, source), 64);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Registers.Write(s, op->Reg, (ulong)result);
        return op + 1;
    }

    [Executes(Code.Cvtsd2si_r32_xmmm64, Code.Cvttsd2si_r32_xmmm64)]
    public static DecodedOp* Cvtsd2si32<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var rounding = (Code)op->Code == Code.Cvttsd2si_r32_xmmm64 ? RoundingMode.TowardZero : c.Rounding;
        var result = IntegerConversion.ToSigned(ref c, rounding, BinaryFormats.Unpack(ref c, source), 32);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Registers.Write(s, op->Reg, (uint)result);
        return op + 1;
    }

    [Executes(Code.Cvtsd2si_r64_xmmm64, Code.Cvttsd2si_r64_xmmm64)]
    public static DecodedOp* Cvtsd2si64<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var rounding = (Code)op->Code == Code.Cvttsd2si_r64_xmmm64 ? RoundingMode.TowardZero : c.Rounding;
        var result = IntegerConversion.ToSigned(ref c, rounding, BinaryFormats.Unpack(ref c, source), 64);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Registers.Write(s, op->Reg, (ulong)result);
        return op + 1;
    }
}
