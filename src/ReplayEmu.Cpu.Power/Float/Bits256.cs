using System;

namespace ReplayEmu.Cpu.Power.Float;

/// <summary>An unsigned number of 256 bits: products of significands and sums with them.</summary>
internal struct Bits256(UInt128 high, UInt128 low)
{
    public UInt128 High = high;
    public UInt128 Low = low;

    public readonly bool IsZero => High == 0 && Low == 0;

    public static Bits256 operator +(Bits256 a, Bits256 b)
    {
        var low = a.Low + b.Low;
        return new Bits256(a.High + b.High + (low < a.Low ? UInt128.One : UInt128.Zero), low);
    }

    public static Bits256 operator -(Bits256 a, Bits256 b) =>
        new(a.High - b.High - (a.Low < b.Low ? UInt128.One : UInt128.Zero), a.Low - b.Low);

    public static Bits256 Multiply(UInt128 a, UInt128 b)
    {
        var (ah, al, bh, bl) = ((ulong)(a >> 64), (ulong)a, (ulong)(b >> 64), (ulong)b);
        var low = (UInt128)al * bl;
        var middle = (UInt128)ah * bl;
        var cross = (UInt128)al * bh;
        var carry = (low >> 64) + (ulong)middle + (ulong)cross;
        return new Bits256(
            ((UInt128)ah * bh) + (middle >> 64) + (cross >> 64) + (carry >> 64),
            (carry << 64) | (ulong)low
        );
    }

    public readonly int CompareTo(Bits256 other) =>
        High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Shifts right; what is lost sets bit 0.</summary>
    public readonly Bits256 ShiftRightJam(int count)
    {
        if (count <= 0)
        {
            return this;
        }

        if (count >= 256)
        {
            return new Bits256(0, IsZero ? UInt128.Zero : UInt128.One);
        }

        if (count >= 128)
        {
            var lost = Low != 0 || (count != 128 && High << (256 - count) != 0);
            return new Bits256(0, (count == 128 ? High : High >> (count - 128)) | (lost ? UInt128.One : UInt128.Zero));
        }

        var sticky = Low << (128 - count) != 0 ? UInt128.One : UInt128.Zero;
        return new Bits256(High >> count, (Low >> count) | (High << (128 - count)) | sticky);
    }

    /// <summary>Shifts left until bit 255 is set; the number is not zero.</summary>
    public readonly Bits256 Normalized(out int shift)
    {
        if (High == 0)
        {
            shift = (int)UInt128.LeadingZeroCount(Low);
            var moved = Low << shift;
            shift += 128;
            return new Bits256(moved, 0);
        }

        shift = (int)UInt128.LeadingZeroCount(High);
        return shift == 0 ? this : new Bits256((High << shift) | (Low >> (128 - shift)), Low << shift);
    }
}
