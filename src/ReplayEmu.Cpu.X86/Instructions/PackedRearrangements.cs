using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Elements of the low halves by turns.</summary>
internal readonly struct UnpackLow<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<T>(a, b, 0);
}

/// <summary>Elements of the high halves by turns.</summary>
internal readonly struct UnpackHigh<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<T>(a, b, 8);
}

/// <summary>Elements of the high halves of two MMX operands by turns.</summary>
internal readonly struct UnpackHighMmx<T> : IPackedOperation
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Unpack<T>(a, b, 4);
}

internal readonly struct PackSignedWords : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(a.AsInt16(), b.AsInt16()).AsByte();
}

internal readonly struct PackSignedDoublewords : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(a.AsInt32(), b.AsInt32()).AsByte();
}

/// <summary>Signed words to unsigned bytes, saturated.</summary>
internal readonly struct PackUnsignedWords : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(Positive(a), Positive(b)).AsByte();

    private static Vector128<ushort> Positive(Vector128<byte> a) =>
        Vector128.Max(a.AsInt16(), Vector128<short>.Zero).AsUInt16();
}

/// <summary>Signed doublewords to unsigned words, saturated.</summary>
internal readonly struct PackUnsignedDoublewords : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(Positive(a), Positive(b)).AsByte();

    private static Vector128<uint> Positive(Vector128<byte> a) =>
        Vector128.Max(a.AsInt32(), Vector128<int>.Zero).AsUInt32();
}

/// <summary>An operation that makes half a register of each operand, on MMX operands: on both at once as if on one.</summary>
internal readonly struct Joined<TOperation> : IPackedOperation
    where TOperation : struct, IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        TOperation.Apply(Vector128.Create(a.AsUInt64()[0], b.AsUInt64()[0]).AsByte(), default);
}

/// <summary>An operation between neighbours: the even elements of both operands with the odd ones.</summary>
internal readonly struct Horizontal<T, TOperation> : IPackedOperation
    where T : unmanaged
    where TOperation : struct, IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) =>
        TOperation.Apply(PackedShuffle.EveryOther<T>(a, b, 0), PackedShuffle.EveryOther<T>(a, b, 1));
}

/// <summary>PSHUFB: the destination's bytes in the order that the source tells; 0 where its bit 7 is set.</summary>
internal readonly struct ShuffleBytes : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Bytes(a, b, 15);
}

/// <inheritdoc cref="ShuffleBytes"/>
internal readonly struct ShuffleBytesMmx : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b) => PackedShuffle.Bytes(a, b, 7);
}

/// <summary>MOVSLDUP and MOVSHDUP: every other element of the source twice.</summary>
internal readonly struct DuplicateEven : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var even = b.AsUInt64() & Vector128.Create((ulong)uint.MaxValue);
        return (even | (even << 32)).AsByte();
    }
}

/// <inheritdoc cref="DuplicateEven"/>
internal readonly struct DuplicateOdd : IPackedOperation
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b)
    {
        var odd = b.AsUInt64() >>> 32;
        return (odd | (odd << 32)).AsByte();
    }
}
