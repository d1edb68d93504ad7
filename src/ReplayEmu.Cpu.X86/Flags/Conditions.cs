using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Flags;

/// <summary>A condition of Jcc, SETcc and CMOVcc (SDM volume 1, appendix B).</summary>
internal unsafe interface ICondition
{
    static abstract bool Holds(X86State* s);
}

internal readonly struct IfO : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Of(s);
}

internal readonly struct IfNo : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Of(s);
}

internal readonly struct IfB : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Cf(s);
}

internal readonly struct IfAe : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Cf(s);
}

internal readonly struct IfE : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Zf(s);
}

internal readonly struct IfNe : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Zf(s);
}

internal readonly struct IfBe : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Cf(s) || LazyFlags.Zf(s);
}

internal readonly struct IfA : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Cf(s) && !LazyFlags.Zf(s);
}

internal readonly struct IfS : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Sf(s);
}

internal readonly struct IfNs : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Sf(s);
}

internal readonly struct IfP : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Pf(s);
}

internal readonly struct IfNp : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Pf(s);
}

internal readonly struct IfL : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Less(s);
}

internal readonly struct IfGe : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Less(s);
}

internal readonly struct IfLe : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => LazyFlags.Zf(s) || LazyFlags.Less(s);
}

internal readonly struct IfG : ICondition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Zf(s) && !LazyFlags.Less(s);
}
