using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Flags;

/// <summary>A condition of Jcc, SETcc and CMOVcc (SDM volume 1, appendix B).</summary>
internal unsafe interface ICondition
{
    static abstract bool Holds(X86State* s);
}

internal readonly struct IfO : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Of(s);
}

internal readonly struct IfNo : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Of(s);
}

internal readonly struct IfB : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Cf(s);
}

internal readonly struct IfAe : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Cf(s);
}

internal readonly struct IfE : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Zf(s);
}

internal readonly struct IfNe : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Zf(s);
}

internal readonly struct IfBe : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Cf(s) || LazyFlags.Zf(s);
}

internal readonly struct IfA : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Cf(s) && !LazyFlags.Zf(s);
}

internal readonly struct IfS : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Sf(s);
}

internal readonly struct IfNs : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Sf(s);
}

internal readonly struct IfP : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Pf(s);
}

internal readonly struct IfNp : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Pf(s);
}

internal readonly struct IfL : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Less(s);
}

internal readonly struct IfGe : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Less(s);
}

internal readonly struct IfLe : ICondition
{
    public static unsafe bool Holds(X86State* s) => LazyFlags.Zf(s) || LazyFlags.Less(s);
}

internal readonly struct IfG : ICondition
{
    public static unsafe bool Holds(X86State* s) => !LazyFlags.Zf(s) && !LazyFlags.Less(s);
}
