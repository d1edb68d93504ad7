using System;
using System.Runtime.Intrinsics;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>An operation on two MMX or XMM operands, destination first, under an immediate byte.</summary>
internal interface IPackedImmediate
{
    static abstract Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate);
}

/// <summary>PSHUFD.</summary>
internal readonly struct ShuffleDoublewords : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        ShuffleSingles.Apply(b, b, immediate);
}

/// <summary>SHUFPS.</summary>
internal readonly struct ShuffleSingles : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        var (x, y) = (a.AsUInt32(), b.AsUInt32());
        return Vector128
            .Create(x[immediate & 3], x[(immediate >> 2) & 3], y[(immediate >> 4) & 3], y[(immediate >> 6) & 3])
            .AsByte();
    }
}

/// <summary>SHUFPD.</summary>
internal readonly struct ShuffleDoubles : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        Vector128.Create(a.AsUInt64()[immediate & 1], b.AsUInt64()[(immediate >> 1) & 1]).AsByte();
}

/// <summary>PSHUFW and PSHUFLW.</summary>
internal readonly struct ShuffleLowWords : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        Vector128.Create(PackedShuffle.Words(b.AsUInt64()[0], immediate), b.AsUInt64()[1]).AsByte();
}

/// <summary>PSHUFHW.</summary>
internal readonly struct ShuffleHighWords : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        Vector128.Create(b.AsUInt64()[0], PackedShuffle.Words(b.AsUInt64()[1], immediate)).AsByte();
}

/// <summary>PALIGNR: both operands, the destination above, shifted right by bytes.</summary>
internal readonly struct AlignRight : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        PackedShuffle.ShiftBytes(b, -immediate) | PackedShuffle.ShiftBytes(a, 16 - immediate);
}

/// <inheritdoc cref="AlignRight"/>
internal readonly struct AlignRightMmx : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        PackedShuffle.ShiftBytes(Vector128.Create(b.AsUInt64()[0], a.AsUInt64()[0]).AsByte(), -immediate);
}

/// <summary>PBLENDW, BLENDPS and BLENDPD: the source's elements where the immediate has a bit.</summary>
internal readonly unsafe struct Blend<T> : IPackedImmediate
    where T : unmanaged
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        for (var i = 0; i < 16 / sizeof(T); i++)
        {
            if ((immediate >> i & 1) != 0)
            {
                ((T*)&a)[i] = ((T*)&b)[i];
            }
        }

        return a;
    }
}

/// <summary>
/// MPSADBW: sums of four differences between a group of the source, which immediate bits 1:0 choose, and eight groups of the
/// destination from where bit 2 tells on.
/// </summary>
internal readonly unsafe struct SumsOfDifferences : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        var group = (byte*)&b + (4 * (immediate & 3));
        var from = (byte*)&a + (immediate & 4);
        var result = Vector128<byte>.Zero;
        for (var i = 0; i < 8; i++)
        {
            for (var k = 0; k < 4; k++)
            {
                ((ushort*)&result)[i] += (ushort)Math.Abs(from[i + k] - group[k]);
            }
        }

        return result;
    }
}

/// <summary>PCLMULQDQ: the product of polynomials over GF(2), of the halves that immediate bits 0 and 4 choose.</summary>
internal readonly struct CarrylessMultiply : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        var shifted = (UInt128)a.AsUInt64()[immediate & 1];
        var product = UInt128.Zero;
        for (var rest = b.AsUInt64()[(immediate >> 4) & 1]; rest != 0; rest >>= 1, shifted <<= 1)
        {
            product ^= (rest & 1) != 0 ? shifted : UInt128.Zero;
        }

        return Vector128.Create((ulong)product, (ulong)(product >> 64)).AsByte();
    }
}

/// <summary>INSERTPS from a register: bits 7:6 choose the source's element, 5:4 the destination's, 3:0 those to clear.</summary>
internal readonly struct InsertSingle : IPackedImmediate
{
    public static Vector128<byte> Apply(Vector128<byte> a, Vector128<byte> b, int immediate) =>
        Insert(a, b.AsUInt32()[(immediate >> 6) & 3], immediate);

    public static Vector128<byte> Insert(Vector128<byte> a, uint element, int immediate)
    {
        var result = a.AsUInt32().WithElement((immediate >> 4) & 3, element);
        return Blend<uint>.Apply(result.AsByte(), default, immediate & 15);
    }
}
