using System;

namespace ReplayEmu.Machine.Time;

/// <summary>Guest nanoseconds per tick as an integer ratio; a property of the machine, never of the host.</summary>
/// <param name="Numerator">Nanoseconds, 1 to 2^32-1.</param>
/// <param name="Denominator">Ticks, 1 to 2^32-1.</param>
public readonly record struct TickRatio(uint Numerator, uint Denominator)
{
    /// <summary>8 ns a tick, QEMU's <c>-icount shift=3</c>: near the interpreter's real speed.</summary>
    public static TickRatio Default => new(8, 1);

    /// <summary>Guest time at a tick, rounded down.</summary>
    public ulong ToNanoseconds(ulong ticks) => MulDiv(ticks, Numerator, Denominator);

    /// <summary>The first tick at or after a guest time; <see cref="ulong.MaxValue"/> stays "never".</summary>
    public ulong ToTicks(ulong nanoseconds)
    {
        if (nanoseconds == ulong.MaxValue)
        {
            return ulong.MaxValue;
        }

        if (Math.BigMul(nanoseconds, Denominator, out var product) == 0 && product <= ulong.MaxValue - Numerator)
        {
            return (product + (Numerator - 1)) / Numerator;
        }

        var scaled = ((UInt128)nanoseconds * Denominator) + (Numerator - 1);
        var ticks = scaled / Numerator;
        return ticks > ulong.MaxValue ? ulong.MaxValue : (ulong)ticks;
    }

    /// <summary>value * multiplier / divisor without overflow in between, rounded down.</summary>
    public static ulong MulDiv(ulong value, ulong multiplier, ulong divisor)
    {
        var high = Math.BigMul(value, multiplier, out var low);
        return high == 0 ? low / divisor : (ulong)(((UInt128)value * multiplier) / divisor);
    }
}
