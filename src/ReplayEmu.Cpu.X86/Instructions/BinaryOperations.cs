using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>A two-operand operation of the ALU: sets the flags and gives the result, whose bits above the width mean nothing.</summary>
internal unsafe interface IBinaryOperation
{
    /// <summary>False when only the flags are wanted (CMP, TEST).</summary>
    static abstract bool Stores { get; }

    /// <param name="a">Destination operand, extended with zeros.</param>
    /// <param name="b">Source operand, extended with zeros.</param>
    static abstract ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged;
}

internal readonly struct Add : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        var result = a + b;
        LazyFlags.AfterAdd<T>(s, a, b, result);
        return result;
    }
}

internal readonly struct Adc : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        var result = a + b + LazyFlags.CarryBit(s);
        LazyFlags.AfterAdd<T>(s, a, b, result);
        return result;
    }
}

internal readonly struct Sub : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        var result = a - b;
        LazyFlags.AfterSubtract<T>(s, a, b, result);
        return result;
    }
}

internal readonly struct Sbb : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        var result = a - b - LazyFlags.CarryBit(s);
        LazyFlags.AfterSubtract<T>(s, a, b, result);
        return result;
    }
}

internal readonly struct Cmp : IBinaryOperation
{
    public static bool Stores => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged => Sub.Apply<T>(s, a, b);
}

internal readonly struct And : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        LazyFlags.AfterLogic<T>(s, a & b);
        return a & b;
    }
}

internal readonly struct Or : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        LazyFlags.AfterLogic<T>(s, a | b);
        return a | b;
    }
}

internal readonly struct Xor : IBinaryOperation
{
    public static bool Stores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged
    {
        LazyFlags.AfterLogic<T>(s, a ^ b);
        return a ^ b;
    }
}

internal readonly struct Test : IBinaryOperation
{
    public static bool Stores => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, ulong b)
        where T : unmanaged => And.Apply<T>(s, a, b);
}
