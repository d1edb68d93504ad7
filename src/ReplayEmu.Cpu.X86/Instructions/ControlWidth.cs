using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>What branch instructions share.</summary>
internal static unsafe class ControlWidth
{
    /// <summary>Masks an offset in CS to the operand size: 16-bit branches clear the upper half of EIP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mask<T>(ulong ip)
        where T : unmanaged, IBinaryInteger<T> => sizeof(T) == 2 ? (ushort)ip : (uint)ip;

    /// <summary>Target of a relative branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Target<T>(DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Mask<T>(cpu.BlockIp + op->Imm);

    /// <summary>True when an offset is beyond the limit of CS.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOutside(X86State* s, ulong ip) => ip > X86State.Segment(s, SegmentIndex.Cs)->Limit;
}
