using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>A one-operand operation of the ALU: sets the flags and gives the result, whose bits above the width mean nothing.</summary>
internal unsafe interface IUnaryOperation
{
    static abstract ulong Apply<T>(X86State* s, ulong a)
        where T : unmanaged;
}

internal readonly struct Inc : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a)
        where T : unmanaged
    {
        var result = a + 1;
        LazyFlags.AfterStep<T>(s, result, a == Width.SignBit<T>() - 1, (result & 0xF) == 0);
        return result;
    }
}

internal readonly struct Dec : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a)
        where T : unmanaged
    {
        var result = a - 1;
        LazyFlags.AfterStep<T>(s, result, a == Width.SignBit<T>(), (a & 0xF) == 0);
        return result;
    }
}

internal readonly struct Neg : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a)
        where T : unmanaged => Sub.Apply<T>(s, 0, a);
}

internal readonly struct Not : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a)
        where T : unmanaged => ~a;
}
