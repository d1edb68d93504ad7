using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FST FSTP FIST FISTP FISTTP FBSTP.</summary>
internal static unsafe class X87Stores
{
    [Executes(Code.Fst_m32fp, Code.Fstp_m32fp)]
    public static DecodedOp* Single(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu) || !MemoryPlace.BeginModify<uint>(s, op, cpu, out _, out var host))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        if (Convert(s, FloatFormat.Single, out var value))
        {
            MemoryPlace.EndModify(s, op, cpu, host, BinaryFormats.Pack32(value));
            X87Stack.Pop(s, (Code)op->Code == Code.Fstp_m32fp ? 1 : 0);
        }

        return op + 1;
    }

    [Executes(Code.Fst_m64fp, Code.Fstp_m64fp)]
    public static DecodedOp* Double(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu) || !MemoryPlace.BeginModify<ulong>(s, op, cpu, out _, out var host))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        if (Convert(s, FloatFormat.Double, out var value))
        {
            MemoryPlace.EndModify(s, op, cpu, host, BinaryFormats.Pack64(value));
            X87Stack.Pop(s, (Code)op->Code == Code.Fstp_m64fp ? 1 : 0);
        }

        return op + 1;
    }

    [Executes<ushort>(Code.Fist_m16int, Code.Fistp_m16int, Code.Fisttp_m16int)]
    [Executes<uint>(Code.Fist_m32int, Code.Fistp_m32int, Code.Fisttp_m32int)]
    [Executes<ulong>(Code.Fistp_m64int, Code.Fisttp_m64int)]
    public static DecodedOp* Integer<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!X87Stack.Begin(s, op, cpu) || !MemoryPlace.BeginModify<T>(s, op, cpu, out _, out var host))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        var code = (Code)op->Code;
        var truncates = code is Code.Fisttp_m16int or Code.Fisttp_m32int or Code.Fisttp_m64int;
        if (ToInteger(s, truncates, 8 * sizeof(T), out var value))
        {
            MemoryPlace.EndModify(s, op, cpu, host, T.CreateTruncating(value));
            X87Stack.Pop(s, code is Code.Fist_m16int or Code.Fist_m32int ? 0 : 1);
        }

        return op + 1;
    }

    [Executes(Code.Fstp_m80fp)]
    public static DecodedOp* StoreExtended(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu) || !WideAccess.MayWrite(s, op, cpu, 10))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        var value = X87Stack.Get(s, 0);
        if (!X87Stack.IsEmpty(s, 0))
        {
            X87Stack.Commit(s, default);
        }
        else if (X87Stack.Underflow(s))
        {
            value = Extended.Indefinite;
        }
        else
        {
            return op + 1;
        }

        WideAccess.WriteTen(s, op, cpu, value.Significand, value.SignExponent);
        X87Stack.Pop(s);
        return op + 1;
    }

    [Executes(Code.Fbstp_m80bcd)]
    public static DecodedOp* StoreDecimal(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu) || !WideAccess.MayWrite(s, op, cpu, 10))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        var (low, high) = (3UL << 62, (ushort)0xffff);
        if (X87Stack.IsEmpty(s, 0))
        {
            if (!X87Stack.Underflow(s))
            {
                return op + 1;
            }
        }
        else
        {
            const ulong limit = 999_999_999_999_999_999;
            var c = X87Stack.Context(s);
            var a = X87Stack.Get(s, 0).Unpack();
            var fits =
                a.Kind < FloatKind.Infinity
                & IntegerConversion.Magnitude(c.Rounding, a, out var magnitude, out var inexact, out var up);
            if (fits && magnitude <= limit)
            {
                c.Flags |= inexact ? FloatFlag.Precision : 0;
                c.RoundedUp = up;
                (low, high) = Decimal(magnitude, a.Sign);
            }
            else
            {
                c.Flags |= FloatFlag.Invalid;
            }

            if (!X87Stack.Commit(s, c))
            {
                return op + 1;
            }
        }

        WideAccess.WriteTen(s, op, cpu, low, high);
        X87Stack.Pop(s);
        return op + 1;
    }

    /// <summary>FSTPNCE (D9 D8), which no manual has: FSTP that stores nothing from an empty register, without an exception.</summary>
    [Executes(Code.Fstpnce_sti)]
    public static DecodedOp* Fstpnce(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        X87Stack.Commit(s, default);
        if (!X87Stack.IsEmpty(s, 0))
        {
            X87Stack.Set(s, op->Reg, X87Stack.Get(s, 0));
        }

        X87Stack.Pop(s);
        return op + 1;
    }

    [Executes(Code.Fst_sti, Code.Fstp_sti, Code.Fstp_sti_DFD0, Code.Fstp_sti_DFD8)]
    public static DecodedOp* Register(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        var value = X87Stack.Get(s, 0);
        if (!X87Stack.IsEmpty(s, 0))
        {
            X87Stack.Commit(s, default);
        }
        else if (X87Stack.Underflow(s))
        {
            value = Extended.Indefinite;
        }
        else
        {
            return op + 1;
        }

        X87Stack.Set(s, op->Reg, value);
        X87Stack.Pop(s, (Code)op->Code == Code.Fst_sti ? 0 : 1);
        return op + 1;
    }

    private static (ulong Low, ushort High) Decimal(ulong magnitude, bool sign)
    {
        ulong low = 0;
        for (var digit = 0; digit < 16; digit++)
        {
            (magnitude, var rest) = (magnitude / 10, magnitude % 10);
            low |= rest << (4 * digit);
        }

        return (low, (ushort)((magnitude % 10) | (magnitude / 10 << 4) | (sign ? 0x8000UL : 0)));
    }

    /// <summary>False: nothing is stored. Unmasked overflow and underflow of a store keep memory as it was.</summary>
    private static bool Convert(X86State* s, in FloatFormat format, out Real value)
    {
        value = Real.Indefinite;
        if (X87Stack.IsEmpty(s, 0))
        {
            return X87Stack.Underflow(s);
        }

        var c = X87Stack.Context(s);
        c.Wraps = false;
        // A denormal is no exception here (SDM volume 2, FST).
        value = IntegerConversion.Convert(ref c, format, X87Stack.Get(s, 0).Unpack() with { IsDenormal = false });
        var lost = (c.Flags & ~c.Masks & (FloatFlag.Overflow | FloatFlag.Underflow)) != 0;
        if (lost)
        {
            c.Flags &= ~FloatFlag.Precision;
            c.RoundedUp = false;
        }

        return X87Stack.Commit(s, c) && !lost;
    }

    private static bool ToInteger(X86State* s, bool truncates, int bits, out long value)
    {
        value = long.MinValue >> (64 - bits);
        if (X87Stack.IsEmpty(s, 0))
        {
            return X87Stack.Underflow(s);
        }

        var c = X87Stack.Context(s);
        var rounding = truncates ? RoundingMode.TowardZero : c.Rounding;
        value = IntegerConversion.ToSigned(ref c, rounding, X87Stack.Get(s, 0).Unpack(), bits);
        return X87Stack.Commit(s, c);
    }
}
