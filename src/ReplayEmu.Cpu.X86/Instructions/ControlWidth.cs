using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>What branch instructions share.</summary>
internal static unsafe class ControlWidth
{
    /// <summary>Masks an offset in CS to the operand size: 16-bit branches clear the upper half of EIP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mask<T>(ulong ip)
        where T : unmanaged, IBinaryInteger<T> => Width.ZeroExtend<T>(ip);

    /// <summary>Target of a relative branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Target<T>(DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Mask<T>(cpu.BlockIp + op->Imm);

    /// <summary>True when an offset is beyond the limit of CS, in 64-bit mode not canonical.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOutside<T>(X86Cpu cpu, ulong ip)
        where T : unmanaged, IBinaryInteger<T> => sizeof(T) == 8 ? !X86Cpu.IsCanonical(ip) : ip > cpu.CodeLimit;
}
