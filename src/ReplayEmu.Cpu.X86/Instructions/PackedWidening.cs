using System.Numerics;
using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>PMOVSXxx PMOVZXxx MOVDDUP: a part of the source fills the whole destination.</summary>
internal static unsafe class PackedWidening
{
    [Executes<ulong, sbyte, short>(Code.Pmovsxbw_xmm_xmmm64)]
    [Executes<uint, sbyte, int>(Code.Pmovsxbd_xmm_xmmm32)]
    [Executes<ushort, sbyte, long>(Code.Pmovsxbq_xmm_xmmm16)]
    [Executes<ulong, short, int>(Code.Pmovsxwd_xmm_xmmm64)]
    [Executes<uint, short, long>(Code.Pmovsxwq_xmm_xmmm32)]
    [Executes<ulong, int, long>(Code.Pmovsxdq_xmm_xmmm64)]
    [Executes<ulong, byte, ushort>(Code.Pmovzxbw_xmm_xmmm64)]
    [Executes<uint, byte, uint>(Code.Pmovzxbd_xmm_xmmm32)]
    [Executes<ushort, byte, ulong>(Code.Pmovzxbq_xmm_xmmm16)]
    [Executes<ulong, ushort, uint>(Code.Pmovzxwd_xmm_xmmm64)]
    [Executes<uint, ushort, ulong>(Code.Pmovzxwq_xmm_xmmm32)]
    [Executes<ulong, uint, ulong>(Code.Pmovzxdq_xmm_xmmm64)]
    public static DecodedOp* Extend<TSource, TFrom, TTo, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TSource : unmanaged, IBinaryInteger<TSource>
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<TSource>(s, op, cpu, out var source))
        {
            return null;
        }

        var from = (TFrom*)&source;
        var to = (TTo*)((byte*)s + op->Reg);
        for (var i = 0; i < 16 / sizeof(TTo); i++)
        {
            to[i] = TTo.CreateTruncating(from[i]);
        }

        return op + 1;
    }

    [Executes(Code.Movddup_xmm_xmmm64)]
    public static DecodedOp* Movddup<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<ulong>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, Vector128.Create(source).AsByte());
        return op + 1;
    }
}
