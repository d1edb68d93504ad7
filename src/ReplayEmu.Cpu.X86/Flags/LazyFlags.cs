using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Flags;

/// <summary>
/// The six arithmetic flags, kept as what the last instruction left behind in two words:
/// <list type="bullet">
/// <item><c>FlagResult</c>: the result extended with its sign. ZF is "zero", SF is bit 63, PF is the parity of the low byte.</item>
/// <item><c>FlagCarry</c>: bit 63 is CF; OF is bit 63 xor bit 62 (carry out of the two top bits); bit 3 is AF. Bit 0 flips SF and
/// the parity of bits 15:8 flips PF, so that POPF and SAHF can state any combination.</item>
/// </list>
/// Other bits of <c>FlagCarry</c> carry nothing. <see cref="Canonicalize"/> brings equal flags to equal words.
/// </summary>
internal static unsafe class LazyFlags
{
    private const ulong Carry = 1UL << 63;
    private const ulong PartialOverflow = 1UL << 62;
    private const ulong Adjust = 1UL << 3;
    private const ulong SignFlip = 1;
    private const ulong ParityFlip = 1 << 8;

    /// <summary>A result that is not zero, not negative and has even parity.</summary>
    private const ulong NeutralResult = 0x100;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Cf(X86State* s) => (long)s->FlagCarry < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Zf(X86State* s) => s->FlagResult == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Sf(X86State* s) => (long)(s->FlagResult ^ (s->FlagCarry << 63)) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Of(X86State* s) => (long)(s->FlagCarry ^ (s->FlagCarry << 1)) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Af(X86State* s) => (s->FlagCarry & Adjust) != 0;

    public static bool Pf(X86State* s) =>
        (BitOperations.PopCount((byte)(s->FlagResult ^ (s->FlagCarry >> 8))) & 1) == 0;

    /// <summary>SF != OF, the condition "less".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less(X86State* s) =>
        (long)(s->FlagResult ^ (s->FlagCarry << 63) ^ s->FlagCarry ^ (s->FlagCarry << 1)) < 0;

    /// <summary>1 when CF is set, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CarryBit(X86State* s) => s->FlagCarry >> 63;

    /// <summary>CF PF AF ZF SF OF as in EFLAGS; every other bit is 0.</summary>
    public static uint Get(X86State* s) =>
        (Cf(s) ? Eflag.Carry : 0)
        | (Pf(s) ? Eflag.Parity : 0)
        | (Af(s) ? Eflag.Adjust : 0)
        | (Zf(s) ? Eflag.Zero : 0)
        | (Sf(s) ? Eflag.Sign : 0)
        | (Of(s) ? Eflag.Overflow : 0);

    /// <summary>Takes CF PF AF ZF SF OF from an EFLAGS value, in canonical form.</summary>
    public static void Set(X86State* s, uint eflags)
    {
        s->FlagResult = (eflags & Eflag.Zero) != 0 ? 0 : NeutralResult;
        var carry = (eflags & Eflag.Carry) != 0;
        var overflow = (eflags & Eflag.Overflow) != 0;
        s->FlagCarry =
            (carry ? Carry : 0)
            | (carry != overflow ? PartialOverflow : 0)
            | ((eflags & Eflag.Adjust) != 0 ? Adjust : 0)
            | ((eflags & Eflag.Sign) != 0 ? SignFlip : 0)
            | ((eflags & Eflag.Parity) != 0 ? 0 : ParityFlip);
    }

    /// <summary>The same flags in the one form that state outside of a run has.</summary>
    public static void Canonicalize(X86State* s) => Set(s, Get(s));

    /// <summary>After r = a + b (+ carry), of any width; operands extended with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AfterAdd<T>(X86State* s, ulong a, ulong b, ulong result)
        where T : unmanaged => SetCarries<T>(s, (a & b) | ((a | b) & ~result), result);

    /// <summary>After r = a - b (- borrow), of any width; operands extended with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AfterSubtract<T>(X86State* s, ulong a, ulong b, ulong result)
        where T : unmanaged => SetCarries<T>(s, (~a & b) | (~(a ^ b) & result), result);

    /// <summary>CF and OF clear; AF, which the manual leaves undefined, is cleared as processors do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AfterLogic<T>(X86State* s, ulong result)
        where T : unmanaged
    {
        s->FlagResult = Width.SignExtend<T>(result);
        s->FlagCarry = 0;
    }

    /// <summary>After INC and DEC: CF stays.</summary>
    /// <param name="overflow">The result is the most negative (INC) or most positive (DEC) value.</param>
    /// <param name="adjust">Carry out of, or borrow into, bit 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AfterStep<T>(X86State* s, ulong result, bool overflow, bool adjust)
        where T : unmanaged
    {
        var carry = s->FlagCarry & Carry;
        s->FlagResult = Width.SignExtend<T>(result);
        s->FlagCarry = Combine(carry, overflow) | (adjust ? Adjust : 0);
    }

    /// <summary>SF, ZF and PF of a result with CF and OF given and AF clear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AfterShift<T>(X86State* s, ulong result, bool carry, bool overflow)
        where T : unmanaged
    {
        s->FlagResult = Width.SignExtend<T>(result);
        s->FlagCarry = Combine(carry ? Carry : 0, overflow);
    }

    /// <summary>Replaces CF and OF; SF, ZF, AF and PF stay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetCarryOverflow(X86State* s, bool carry, bool overflow) =>
        s->FlagCarry = (s->FlagCarry & ~(Carry | PartialOverflow)) | Combine(carry ? Carry : 0, overflow);

    /// <summary>Replaces CF; the others stay.</summary>
    public static void SetCarry(X86State* s, bool carry) => SetCarryOverflow(s, carry, Of(s));

    /// <summary>Replaces AF; the others stay.</summary>
    public static void SetAdjust(X86State* s, bool adjust) =>
        s->FlagCarry = (s->FlagCarry & ~Adjust) | (adjust ? Adjust : 0);

    /// <summary>Replaces ZF; the others stay.</summary>
    public static void SetZero(X86State* s, bool zero) => Set(s, (Get(s) & ~Eflag.Zero) | (zero ? Eflag.Zero : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Combine(ulong carry, bool overflow) =>
        carry | ((carry >> 1) ^ (overflow ? PartialOverflow : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetCarries<T>(X86State* s, ulong carries, ulong result)
        where T : unmanaged
    {
        s->FlagResult = Width.SignExtend<T>(result);
        // A shift by the rest of the width leaves only its own bits; at 64 bits they must be masked off the flip bits.
        s->FlagCarry =
            ((carries << (64 - Width.Bits<T>())) & (sizeof(T) == 8 ? Carry | PartialOverflow : ulong.MaxValue))
            | (carries & Adjust);
    }
}
