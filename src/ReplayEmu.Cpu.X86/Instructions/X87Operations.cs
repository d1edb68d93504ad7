using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>An operation on two numbers, of the x87 and of SSE.</summary>
internal interface IFloatOperation
{
    static abstract Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b);
}

internal readonly struct FloatAdd : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        FloatArithmetic.Add(ref c, f, a, b);
}

internal readonly struct FloatSubtract : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        FloatArithmetic.Subtract(ref c, f, a, b);
}

internal readonly struct FloatMultiply : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        FloatArithmetic.Multiply(ref c, f, a, b);
}

internal readonly struct FloatDivide : IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        FloatArithmetic.Divide(ref c, f, a, b);
}

/// <summary>FSUBR, FDIVR: with the operands exchanged.</summary>
internal readonly struct Reversed<TOperation> : IFloatOperation
    where TOperation : struct, IFloatOperation
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        TOperation.Apply(ref c, f, b, a);
}

/// <summary>A memory operand of the x87 as a number.</summary>
internal unsafe interface IX87Source
{
    /// <summary>False after a fault.</summary>
    static abstract bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, out Real value);
}

internal readonly unsafe struct Float32Source : IX87Source
{
    public static bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, out Real value)
    {
        var c = default(FloatContext);
        var done = MemoryPlace.Read<uint>(s, op, cpu, out var bits);
        value = BinaryFormats.Unpack(ref c, bits);
        return done;
    }
}

internal readonly unsafe struct Float64Source : IX87Source
{
    public static bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, out Real value)
    {
        var c = default(FloatContext);
        var done = MemoryPlace.Read<ulong>(s, op, cpu, out var bits);
        value = BinaryFormats.Unpack(ref c, bits);
        return done;
    }
}

internal readonly unsafe struct Int16Source : IX87Source
{
    public static bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, out Real value)
    {
        var done = MemoryPlace.Read<ushort>(s, op, cpu, out var bits);
        value = Real.FromInteger((short)bits);
        return done;
    }
}

internal readonly unsafe struct Int32Source : IX87Source
{
    public static bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, out Real value)
    {
        var done = MemoryPlace.Read<uint>(s, op, cpu, out var bits);
        value = Real.FromInteger((int)bits);
        return done;
    }
}

internal readonly unsafe struct Int64Source : IX87Source
{
    public static bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, out Real value)
    {
        var done = MemoryPlace.Read<ulong>(s, op, cpu, out var bits);
        value = Real.FromInteger((long)bits);
        return done;
    }
}
