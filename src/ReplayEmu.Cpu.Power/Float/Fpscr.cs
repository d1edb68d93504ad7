namespace ReplayEmu.Cpu.Power.Float;

/// <summary>Floating-point status and control register (Book I, 4.2.2).</summary>
internal static class Fpscr
{
    /// <summary>Exception summary: some exception bit went from 0 to 1.</summary>
    public const ulong Fx = 1UL << 31;

    /// <summary>Enabled exception summary.</summary>
    public const ulong Fex = 1UL << 30;

    /// <summary>Invalid operation summary.</summary>
    public const ulong Vx = 1UL << 29;

    /// <summary>Overflow.</summary>
    public const ulong Ox = 1UL << 28;

    /// <summary>Underflow.</summary>
    public const ulong Ux = 1UL << 27;

    /// <summary>Zero divide.</summary>
    public const ulong Zx = 1UL << 26;

    /// <summary>Inexact, sticky.</summary>
    public const ulong Xx = 1UL << 25;

    /// <summary>Invalid: signaling NaN.</summary>
    public const ulong VxSnan = 1UL << 24;

    /// <summary>Invalid: infinity - infinity.</summary>
    public const ulong VxIsi = 1UL << 23;

    /// <summary>Invalid: infinity / infinity.</summary>
    public const ulong VxIdi = 1UL << 22;

    /// <summary>Invalid: 0 / 0.</summary>
    public const ulong VxZdz = 1UL << 21;

    /// <summary>Invalid: infinity * 0.</summary>
    public const ulong VxImz = 1UL << 20;

    /// <summary>Invalid: comparison.</summary>
    public const ulong VxVc = 1UL << 19;

    /// <summary>The fraction was rounded up.</summary>
    public const ulong Fr = 1UL << 18;

    /// <summary>The last result was inexact.</summary>
    public const ulong Fi = 1UL << 17;

    /// <summary>Result flags: class, and less, greater, equal, unordered.</summary>
    public const int FprfShift = 12;
    public const ulong Fprf = 31UL << FprfShift;

    /// <summary>The condition code part of it, FPCC.</summary>
    public const ulong Fpcc = 15UL << FprfShift;

    /// <summary>Invalid: by software.</summary>
    public const ulong VxSoft = 1UL << 10;

    /// <summary>Invalid: square root.</summary>
    public const ulong VxSqrt = 1UL << 9;

    /// <summary>Invalid: conversion to an integer.</summary>
    public const ulong VxCvi = 1UL << 8;
    public const ulong Ve = 1UL << 7;
    public const ulong Oe = 1UL << 6;
    public const ulong Ue = 1UL << 5;
    public const ulong Ze = 1UL << 4;
    public const ulong Xe = 1UL << 3;

    /// <summary>Non-IEEE mode, which has no effect here nor with QEMU.</summary>
    public const ulong Ni = 1UL << 2;

    /// <summary>Rounding control.</summary>
    public const ulong Rn = 3;

    /// <summary>Decimal rounding control.</summary>
    public const ulong Drn = 7UL << 32;

    public const ulong AllInvalid = VxSnan | VxIsi | VxIdi | VxZdz | VxImz | VxVc | VxSoft | VxSqrt | VxCvi;

    /// <summary>What FX summarizes.</summary>
    public const ulong Exceptions = Ox | Ux | Zx | Xx | AllInvalid;

    /// <summary>All bits that are there, the summaries VX and FEX apart, which follow from others.</summary>
    public const ulong Writable = Fx | Exceptions | Fr | Fi | Fprf | Ve | Oe | Ue | Ze | Xe | Ni | Rn | Drn;

    /// <summary>The register with its summaries VX and FEX.</summary>
    public static ulong WithSummaries(ulong value)
    {
        value &= Writable;
        value |= (value & AllInvalid) != 0 ? Vx : 0;
        // VX, OX, UX, ZX, XX stand 22 bits above their enables.
        return (value >> 22 & value & (Ve | Oe | Ue | Ze | Xe)) != 0 ? value | Fex : value;
    }

    /// <summary>Sets exception bits, and FX when one of them was clear.</summary>
    public static ulong Raise(ulong value, ulong exceptions) =>
        WithSummaries(value | exceptions | ((exceptions & Exceptions & ~value) != 0 ? Fx : 0));
}
