using System.Runtime.CompilerServices;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>A bit of the instruction that a handler is made for both ways.</summary>
internal interface IChoice
{
    static abstract bool IsSet { get; }
}

internal readonly struct Clear : IChoice
{
    public static bool IsSet => false;
}

internal readonly struct Set : IChoice
{
    public static bool IsSet => true;
}

/// <summary>MSR.LE.</summary>
internal interface IByteOrder
{
    static abstract bool IsLittle { get; }
}

internal readonly struct Big : IByteOrder
{
    public static bool IsLittle => false;
}

internal readonly struct Little : IByteOrder
{
    public static bool IsLittle => true;
}

/// <summary>MSR.SF: addresses, comparisons with 0 and carries of 64 or of 32 bits.</summary>
internal interface IAddressing
{
    static abstract bool IsWide { get; }

    static abstract ulong Address(ulong sum);
}

internal readonly struct Narrow : IAddressing
{
    public static bool IsWide => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Address(ulong sum) => (uint)sum;
}

internal readonly struct Wide : IAddressing
{
    public static bool IsWide => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Address(ulong sum) => sum;
}
