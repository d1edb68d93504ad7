using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>A shift or rotate by 1 to 63: sets the flags and gives the result, whose bits above the width mean nothing.</summary>
internal unsafe interface IShiftOperation
{
    /// <param name="a">Operand, extended with zeros.</param>
    /// <param name="count">Masked to 5 bits (6 for 64-bit operands) and not 0; may exceed the width of 8 and 16 bits.</param>
    static abstract ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged;
}

/// <summary>
/// SHL and SAL. Where the manual leaves flags undefined: AF is cleared, OF follows the rule of a count of 1, CF is 0 for a count
/// above the width.
/// </summary>
internal readonly struct Shl : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var result = a << count;
        var carry = sizeof(T) == 8 ? (a >> (64 - count)) & 1 : (result >> Width.Bits<T>()) & 1;
        var sign = (result >> (Width.Bits<T>() - 1)) & 1;
        LazyFlags.AfterShift<T>(s, result, carry != 0, sign != carry);
        return result;
    }
}

/// <summary>SHR. OF is the change of the top bit in the last step, which is 0 for a count above 1; AF is cleared.</summary>
internal readonly struct Shr : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var last = a >> (count - 1);
        LazyFlags.AfterShift<T>(s, last >> 1, (last & 1) != 0, (last & Width.SignBit<T>()) != 0);
        return last >> 1;
    }
}

/// <summary>SAR. OF is 0 for every count; AF is cleared.</summary>
internal readonly struct Sar : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var last = (long)Width.SignExtend<T>(a) >> (count - 1);
        LazyFlags.AfterShift<T>(s, (ulong)(last >> 1), (last & 1) != 0, overflow: false);
        return (ulong)(last >> 1);
    }
}

/// <summary>ROL. Changes CF and OF only; OF follows the rule of a count of 1 for every count.</summary>
internal readonly struct Rol : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var turn = count & (Width.Bits<T>() - 1);
        var result = turn == 0 ? a : (a << turn) | (a >> (Width.Bits<T>() - turn));
        var carry = (result & 1) != 0;
        LazyFlags.SetCarryOverflow(s, carry, ((result & Width.SignBit<T>()) != 0) != carry);
        return result;
    }
}

/// <summary>ROR. Changes CF and OF only; OF follows the rule of a count of 1 for every count.</summary>
internal readonly struct Ror : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var turn = count & (Width.Bits<T>() - 1);
        var result = turn == 0 ? a : (a >> turn) | (a << (Width.Bits<T>() - turn));
        var carry = (result & Width.SignBit<T>()) != 0;
        LazyFlags.SetCarryOverflow(s, carry, ((result & (Width.SignBit<T>() >> 1)) != 0) != carry);
        return result;
    }
}

/// <summary>RCL. Changes CF and OF only; OF follows the rule of a count of 1 for every count.</summary>
internal readonly struct Rcl : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var bits = Width.Bits<T>();
        var turn = count % (bits + 1);
        if (turn == 0)
        {
            return a;
        }

        var low = LazyFlags.CarryBit(s) << (turn - 1);
        var result = (a << turn) | low | (turn > 1 ? a >> (bits + 1 - turn) : 0);
        var carry = ((a >> (bits - turn)) & 1) != 0;
        LazyFlags.SetCarryOverflow(s, carry, ((result & Width.SignBit<T>()) != 0) != carry);
        return result;
    }
}

/// <summary>RCR. Changes CF and OF only; OF follows the rule of a count of 1 (top two bits differ) for every count.</summary>
internal readonly struct Rcr : IShiftOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ulong Apply<T>(X86State* s, ulong a, int count)
        where T : unmanaged
    {
        var bits = Width.Bits<T>();
        var turn = count % (bits + 1);
        if (turn == 0)
        {
            return a;
        }

        var high = LazyFlags.CarryBit(s) << (bits - turn);
        var result = (a >> turn) | high | (turn > 1 ? a << (bits + 1 - turn) : 0);
        var top = (result & Width.SignBit<T>()) != 0;
        var second = (result & (Width.SignBit<T>() >> 1)) != 0;
        LazyFlags.SetCarryOverflow(s, ((a >> (turn - 1)) & 1) != 0, top != second);
        return result;
    }
}
