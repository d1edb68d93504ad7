using System;
using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Shifts of every element by the count in the source's low 8 bytes, which may be greater than the element.</summary>
internal readonly unsafe struct ShiftLeft<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var count = b.AsUInt64()[0];
        return count >= (ulong)(8 * sizeof(T)) ? default : (a.As<byte, T>() << (int)count).AsByte();
    }
}

/// <inheritdoc cref="ShiftLeft{T}"/>
internal readonly unsafe struct ShiftRight<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var count = b.AsUInt64()[0];
        return count >= (ulong)(8 * sizeof(T)) ? default : (a.As<byte, T>() >>> (int)count).AsByte();
    }
}

/// <summary>Of signed elements; as <see cref="ShiftLeft{T}"/>.</summary>
internal readonly unsafe struct ShiftArithmetic<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var count = Math.Min(b.AsUInt64()[0], (ulong)((8 * sizeof(T)) - 1));
        return (a.As<byte, T>() >> (int)count).AsByte();
    }
}
