using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>An operation of two lanes of equal width.</summary>
internal interface ILaneOperation
{
    static abstract T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

/// <summary>An operation of one lane.</summary>
internal interface ILaneFunction
{
    static abstract T Apply<T>(T value)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

/// <summary>A comparison of two lanes.</summary>
internal interface ILaneComparison
{
    static abstract bool Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}

// csharpier-ignore-start
internal readonly struct LaneAdd : ILaneOperation { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a + b; }
internal readonly struct LaneSubtract : ILaneOperation { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a - b; }
internal readonly struct LaneMultiply : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a * b; }
internal readonly struct LaneMax : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a > b ? a : b; }
internal readonly struct LaneMin : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a < b ? a : b; }
internal readonly struct LaneCarry : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a + b < a ? T.One : T.Zero; }
internal readonly struct LaneNoBorrow : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a >= b ? T.One : T.Zero; }
internal readonly struct LaneDistance : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a > b ? a - b : b - a; }
internal readonly struct LaneShiftLeft : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a << Lane.Count(b); }
internal readonly struct LaneShiftRight : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a >> Lane.Count(b); }
internal readonly struct LaneRotate : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => T.RotateLeft(a, Lane.Count(b)); }
internal readonly struct LaneAnd : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a & b; }
internal readonly struct LaneAndComplement : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a & ~b; }
internal readonly struct LaneOr : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a | b; }
internal readonly struct LaneOrComplement : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a | ~b; }
internal readonly struct LaneXor : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a ^ b; }
internal readonly struct LaneNand : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => ~(a & b); }
internal readonly struct LaneNor : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => ~(a | b); }
internal readonly struct LaneEquivalent : ILaneOperation { public static T Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => ~(a ^ b); }
internal readonly struct LaneLeadingZeros : ILaneFunction { public static T Apply<T>(T value) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => T.LeadingZeroCount(value); }
internal readonly struct LaneTrailingZeros : ILaneFunction { public static T Apply<T>(T value) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => T.TrailingZeroCount(value); }
internal readonly struct LanePopulation : ILaneFunction { public static T Apply<T>(T value) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => T.PopCount(value); }
internal readonly struct LaneNegate : ILaneFunction { public static T Apply<T>(T value) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => T.Zero - value; }
internal readonly struct LaneEqual : ILaneComparison { public static bool Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a == b; }
internal readonly struct LaneNotEqual : ILaneComparison { public static bool Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a != b; }
internal readonly struct LaneNotEqualOrZero : ILaneComparison { public static bool Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a != b || a == T.Zero || b == T.Zero; }
internal readonly struct LaneGreater : ILaneComparison { public static bool Apply<T>(T a, T b) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => a > b; }
// csharpier-ignore-end

/// <summary>The average, rounded up.</summary>
internal readonly struct LaneAverage : ILaneOperation
{
    public static T Apply<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => (a | b) - ((a ^ b) >> 1);
}

/// <summary>What lanes have in common.</summary>
internal static unsafe class Lane
{
    /// <summary>A shift count: the low bits that can matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count<T>(T value)
        where T : unmanaged, IBinaryInteger<T> => (int)(uint.CreateTruncating(value) & (uint)((sizeof(T) * 8) - 1));

    /// <summary>A sum or product brought into the range of a lane.</summary>
    public static T Saturate<T>(Int128 value, ref bool saturated)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (least, most) = (Int128.CreateTruncating(T.MinValue), Int128.CreateTruncating(T.MaxValue));
        if (value < least)
        {
            saturated = true;
            return T.MinValue;
        }

        if (value > most)
        {
            saturated = true;
            return T.MaxValue;
        }

        return T.CreateTruncating(value);
    }

    /// <summary>As <see cref="Saturate{T}(Int128,ref bool)"/>.</summary>
    public static T Saturate<T>(long value, ref bool saturated)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (least, most) = (long.CreateTruncating(T.MinValue), long.CreateTruncating(T.MaxValue));
        saturated |= value < least || value > most;
        return T.CreateTruncating(Math.Clamp(value, least, most));
    }
}
