using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>XMM elements to general registers and to the flags.</summary>
internal static unsafe class SseToInteger
{
    [Executes<uint, uint, AsSet>(Code.Cvtss2si_r32_xmmm32)]
    [Executes<uint, uint, Truncated>(Code.Cvttss2si_r32_xmmm32)]
    [Executes<uint, ulong, AsSet>(Code.Cvtss2si_r64_xmmm32)]
    [Executes<uint, ulong, Truncated>(Code.Cvttss2si_r64_xmmm32)]
    [Executes<ulong, uint, AsSet>(Code.Cvtsd2si_r32_xmmm64)]
    [Executes<ulong, uint, Truncated>(Code.Cvttsd2si_r32_xmmm64)]
    [Executes<ulong, ulong, AsSet>(Code.Cvtsd2si_r64_xmmm64)]
    [Executes<ulong, ulong, Truncated>(Code.Cvttsd2si_r64_xmmm64)]
    public static DecodedOp* Convert<TFrom, TTo, TRounding, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
        where TRounding : struct, IConversionRounding
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<TFrom>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = ToInteger<TFrom, TTo, TRounding>.Convert(ref c, source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Registers.Write(s, op->Reg, result);
        return op + 1;
    }

    [Executes<uint>(Code.Comiss_xmm_xmmm32, Code.Ucomiss_xmm_xmmm32)]
    [Executes<ulong>(Code.Comisd_xmm_xmmm64, Code.Ucomisd_xmm_xmmm64)]
    public static DecodedOp* Order<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<T>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var quiet = (Code)op->Code is Code.Ucomiss_xmm_xmmm32 or Code.Ucomisd_xmm_xmmm64;
        var relation = FloatElement.Compare(ref c, *(T*)((byte*)s + op->Reg), source, quiet);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        X87Compares.SetFlags(s, relation);
        return op + 1;
    }
}
