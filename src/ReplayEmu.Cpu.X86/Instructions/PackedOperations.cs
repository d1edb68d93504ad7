using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// An operation on the elements of two MMX or XMM operands, destination first. MMX operands have zeros in the upper half,
/// whose result is dropped.
/// </summary>
internal interface IPackedOperation
{
    static abstract Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b);
}

internal readonly struct PackedAdd<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        (a.As<byte, T>() + b.As<byte, T>()).AsByte();
}

internal readonly struct PackedSubtract<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        (a.As<byte, T>() - b.As<byte, T>()).AsByte();
}

internal readonly struct AddSaturated<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.AddSaturate(a.As<byte, T>(), b.As<byte, T>()).AsByte();
}

internal readonly struct SubtractSaturated<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.SubtractSaturate(a.As<byte, T>(), b.As<byte, T>()).AsByte();
}

/// <summary>All ones where the elements are equal.</summary>
internal readonly struct PackedEqual<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Equals(a.As<byte, T>(), b.As<byte, T>()).AsByte();
}

/// <summary>All ones where the destination's element is greater.</summary>
internal readonly struct PackedGreater<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThan(a.As<byte, T>(), b.As<byte, T>()).AsByte();
}

internal readonly struct PackedMinimum<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Min(a.As<byte, T>(), b.As<byte, T>()).AsByte();
}

internal readonly struct PackedMaximum<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Max(a.As<byte, T>(), b.As<byte, T>()).AsByte();
}

/// <summary>Magnitudes of the source; the most negative number stays.</summary>
internal readonly struct PackedAbsolute<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedSign<T>.Apply(b, b);
}

/// <summary>The destination's elements times the signs of the source's: negated, cleared or left.</summary>
internal readonly struct PackedSign<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var sign = b.As<byte, T>();
        var negative = Vector128.LessThan(sign, Vector128<T>.Zero);
        var result = (a.As<byte, T>() ^ negative) - negative;
        return Vector128.AndNot(result, Vector128.Equals(sign, Vector128<T>.Zero)).AsByte();
    }
}

internal readonly struct BitAnd : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => a & b;
}

internal readonly struct BitAndNot : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => ~a & b;
}

internal readonly struct BitOr : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => a | b;
}

internal readonly struct BitXor : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => a ^ b;
}
