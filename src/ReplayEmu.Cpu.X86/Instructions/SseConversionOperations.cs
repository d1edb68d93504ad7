using System.Numerics;
using System.Runtime.Intrinsics;
using ReplayEmu.Cpu.X86.Float;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>One element to one of another type, both as bits.</summary>
internal interface IElementConversion<TFrom, TTo>
    where TFrom : unmanaged
    where TTo : unmanaged
{
    static abstract TTo Convert(ref FloatContext c, TFrom value);
}

/// <summary>Single to double or double to single.</summary>
internal readonly struct Precision<TFrom, TTo> : IElementConversion<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public static TTo Convert(ref FloatContext c, TFrom value) =>
        HostArithmetic.TryConvert(ref c, value, out TTo result) ? result : InSoftware(ref c, value);

    private static TTo InSoftware(ref FloatContext c, TFrom value) =>
        FloatElement.Pack<TTo>(
            IntegerConversion.Convert(ref c, FloatElement.Format<TTo>(), FloatElement.Unpack(ref c, value))
        );
}

/// <summary>From a signed integer.</summary>
internal readonly struct FromInteger<TFrom, TTo> : IElementConversion<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public static TTo Convert(ref FloatContext c, TFrom value)
    {
        var integer = long.CreateTruncating(value);
        return HostArithmetic.TryFromInteger(ref c, integer, out TTo result)
            ? result
            : FloatElement.Pack<TTo>(
                IntegerConversion.Convert(ref c, FloatElement.Format<TTo>(), Real.FromInteger(integer))
            );
    }
}

/// <summary>How a conversion to an integer rounds.</summary>
internal interface IConversionRounding
{
    static abstract int Mode(in FloatContext c);
}

/// <summary>As MXCSR says.</summary>
internal readonly struct AsSet : IConversionRounding
{
    public static int Mode(in FloatContext c) => c.Rounding;
}

/// <summary>CVTTxx.</summary>
internal readonly struct Truncated : IConversionRounding
{
    public static int Mode(in FloatContext c) => RoundingMode.TowardZero;
}

/// <summary>To a signed integer; what does not fit is invalid and gives the most negative one.</summary>
internal readonly unsafe struct ToInteger<TFrom, TTo, TRounding> : IElementConversion<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
    where TRounding : struct, IConversionRounding
{
    public static TTo Convert(ref FloatContext c, TFrom value)
    {
        var rounding = TRounding.Mode(c);
        const int bits = 8;
        return TTo.CreateTruncating(
            HostArithmetic.TryToInteger(ref c, rounding, value, bits * sizeof(TTo), out var result)
                ? result
                : IntegerConversion.ToSigned(ref c, rounding, FloatElement.Unpack(ref c, value), bits * sizeof(TTo))
        );
    }
}

/// <summary>A conversion of as many elements as the longer of both types has; the rest of the result is 0.</summary>
internal readonly unsafe struct ConvertEach<TFrom, TTo, TConversion> : IFloatVector
    where TFrom : unmanaged
    where TTo : unmanaged
    where TConversion : struct, IElementConversion<TFrom, TTo>
{
    public static Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        var size = sizeof(TFrom) > sizeof(TTo) ? sizeof(TFrom) : sizeof(TTo);
        var result = Vector128<byte>.Zero;
        for (var i = 0; i < 16 / size; i++)
        {
            ((TTo*)&result)[i] = TConversion.Convert(ref c, ((TFrom*)&b)[i]);
        }

        return result;
    }
}

/// <summary>CVTPI2PS: two elements; the high half of the destination stays.</summary>
internal readonly unsafe struct ConvertPair : IFloatVector
{
    public static Vector128<byte> Apply(ref FloatContext c, Vector128<byte> a, Vector128<byte> b, int immediate)
    {
        for (var i = 0; i < 2; i++)
        {
            ((uint*)&a)[i] = FromInteger<int, uint>.Convert(ref c, ((int*)&b)[i]);
        }

        return a;
    }
}
