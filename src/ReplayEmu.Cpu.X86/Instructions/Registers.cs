using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>General registers by byte offset and by number.</summary>
internal static unsafe class Registers
{
    public const int Ax = 0;
    public const int Cx = 1;
    public const int Dx = 2;
    public const int Bx = 3;
    public const int Sp = 4;
    public const int Bp = 5;
    public const int Si = 6;
    public const int Di = 7;

    /// <summary>Offset of <see cref="X86State.ZeroRegister"/>.</summary>
    public const int ZeroOffset = 16 * 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(X86State* s, int offset)
        where T : unmanaged, IBinaryInteger<T> => *(T*)((byte*)s + offset);

    /// <summary>8- and 16-bit writes leave the rest of the register, 32-bit writes clear the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(X86State* s, int offset, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (typeof(T) == typeof(uint))
        {
            *(ulong*)((byte*)s + offset) = Unsafe.BitCast<T, uint>(value);
        }
        else
        {
            *(T*)((byte*)s + offset) = value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Get32(X86State* s, int number) => (uint)s->Gpr[number];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set32(X86State* s, int number, uint value) => s->Gpr[number] = value;

    /// <summary>Replaces the bits of a register under a mask of 16, 32 or 64 ones; 32-bit writes clear the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetMasked(X86State* s, int number, ulong value, ulong mask) =>
        s->Gpr[number] = mask == 0xffff ? (s->Gpr[number] & ~0xffffUL) | (value & 0xffff) : value & mask;
}
