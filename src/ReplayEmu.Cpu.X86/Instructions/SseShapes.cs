using System.Numerics;
using System.Runtime.Intrinsics;
using ReplayEmu.Cpu.X86.Float;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>An operation on two vectors of floating-point numbers, destination first.</summary>
internal interface IFloatVector
{
    static abstract Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate);
}

/// <summary>Packed: every element.</summary>
internal readonly unsafe struct Each<T, TElement> : IFloatVector
    where T : unmanaged, IBinaryInteger<T>
    where TElement : struct, IFloatElement
{
    public static Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate) =>
        Vector128
            .Create(
                Half(ref c, a.AsUInt64()[0], b.AsUInt64()[0], immediate),
                Half(ref c, a.AsUInt64()[1], b.AsUInt64()[1], immediate)
            )
            .AsByte();

    /// <summary>In general registers: a vector written in parts and read as a whole would stall the host.</summary>
    private static ulong Half(ref FloatContext c, ulong a, ulong b, int immediate)
    {
        ulong result = 0;
        for (var shift = 0; shift < 64; shift += 8 * sizeof(T))
        {
            var element = TElement.Apply(
                ref c,
                T.CreateTruncating(a >> shift),
                T.CreateTruncating(b >> shift),
                immediate
            );
            result |= ulong.CreateTruncating(element) << shift;
        }

        return result;
    }
}

/// <summary>ADDSUBPS and ADDSUBPD: even elements subtract, odd ones add.</summary>
internal readonly unsafe struct AddSubtract<T> : IFloatVector
    where T : unmanaged, IBinaryInteger<T>
{
    public static Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        for (var i = 0; i < 16 / sizeof(T); i++)
        {
            ref var x = ref ((T*)&a)[i];
            var y = ((T*)&b)[i];
            x = (i & 1) == 0 ? Rounded<FloatSubtract>.Apply(ref c, x, y, 0) : Rounded<FloatAdd>.Apply(ref c, x, y, 0);
        }

        return a;
    }
}

/// <summary>HADDPS and its like: neighbours in the destination, then in the source.</summary>
internal readonly struct Neighbours<T, TElement> : IFloatVector
    where T : unmanaged, IBinaryInteger<T>
    where TElement : struct, IFloatElement
{
    public static Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate) =>
        Each<T, TElement>.Apply(
            ref c,
            PackedShuffle.EveryOther<T>(a, b, 0),
            PackedShuffle.EveryOther<T>(a, b, 1),
            immediate
        );
}

/// <summary>
/// DPPS and DPPD: products where immediate bits 7:4 choose, added in pairs, the sum where bits 3:0 choose. What is not chosen
/// counts as 0.
/// </summary>
internal readonly unsafe struct DotProduct<T> : IFloatVector
    where T : unmanaged, IBinaryInteger<T>
{
    public static Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        var count = 16 / sizeof(T);
        var terms = Vector128<byte>.Zero;
        for (var i = 0; i < count; i++)
        {
            if ((immediate >> (4 + i) & 1) != 0)
            {
                ((T*)&terms)[i] = Rounded<FloatMultiply>.Apply(ref c, ((T*)&a)[i], ((T*)&b)[i], 0);
            }
        }

        for (var left = count; left > 1; left /= 2)
        {
            for (var i = 0; i < left / 2; i++)
            {
                ((T*)&terms)[i] = Rounded<FloatAdd>.Apply(ref c, ((T*)&terms)[2 * i], ((T*)&terms)[(2 * i) + 1], 0);
            }
        }

        var result = Vector128<byte>.Zero;
        for (var i = 0; i < count; i++)
        {
            ((T*)&result)[i] = (immediate >> i & 1) != 0 ? *(T*)&terms : T.Zero;
        }

        return result;
    }
}
