using System.Runtime.CompilerServices;

namespace ReplayEmu.Cpu.X86.Flags;

/// <summary>Conversions between an operand width and the 64-bit values that handlers compute with.</summary>
internal static unsafe class Width
{
    /// <summary>8, 16, 32 or 64; a constant after specialisation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits<T>()
        where T : unmanaged => sizeof(T) * 8;

    /// <summary>The bits of the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mask<T>()
        where T : unmanaged => ulong.MaxValue >> (64 - (sizeof(T) * 8));

    /// <summary>The top bit of the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SignBit<T>()
        where T : unmanaged => 1UL << ((sizeof(T) * 8) - 1);

    /// <summary>Truncates to the width and extends with its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SignExtend<T>(ulong value)
        where T : unmanaged =>
        sizeof(T) switch
        {
            1 => (ulong)(sbyte)value,
            2 => (ulong)(short)value,
            4 => (ulong)(int)value,
            _ => value,
        };

    /// <summary>Truncates to the width and extends with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ZeroExtend<T>(ulong value)
        where T : unmanaged =>
        sizeof(T) switch
        {
            1 => (byte)value,
            2 => (ushort)value,
            4 => (uint)value,
            _ => value,
        };

    /// <summary>The low bytes as the width's own type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Truncate<T>(ulong value)
        where T : unmanaged =>
        sizeof(T) switch
        {
            1 => Unsafe.BitCast<byte, T>((byte)value),
            2 => Unsafe.BitCast<ushort, T>((ushort)value),
            4 => Unsafe.BitCast<uint, T>((uint)value),
            _ => Unsafe.BitCast<ulong, T>(value),
        };

    /// <summary>The value, extended with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extend<T>(T value)
        where T : unmanaged =>
        sizeof(T) switch
        {
            1 => Unsafe.BitCast<T, byte>(value),
            2 => Unsafe.BitCast<T, ushort>(value),
            4 => Unsafe.BitCast<T, uint>(value),
            _ => Unsafe.BitCast<T, ulong>(value),
        };
}
