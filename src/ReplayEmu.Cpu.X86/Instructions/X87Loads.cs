using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FLD FILD FBLD, the constants, FXCH FCMOV, and what only turns or frees the stack.</summary>
internal static unsafe class X87Loads
{
    [Executes<Float32Source>(Code.Fld_m32fp)]
    [Executes<Float64Source>(Code.Fld_m64fp)]
    [Executes<Int16Source>(Code.Fild_m16int)]
    [Executes<Int32Source>(Code.Fild_m32int)]
    [Executes<Int64Source>(Code.Fild_m64int)]
    public static DecodedOp* Load<TSource>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TSource : struct, IX87Source
    {
        if (!X87Stack.Begin(s, op, cpu) || !TSource.Read(s, op, cpu, out var value))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        if (!X87Stack.IsEmpty(s, 7))
        {
            return Overflowed(s, op);
        }

        var c = X87Stack.Context(s);
        // Every number of the other formats is exact in the extended one, whatever the precision control says.
        var result = IntegerConversion.Convert(ref c, FloatFormat.Extended, value);
        // Even an unmasked denormal is loaded, as AMD processors do.
        if (X87Stack.Commit(s, c) || (c.Flags & FloatFlag.Invalid) == 0)
        {
            X87Stack.Push(s, Extended.Pack(result));
        }

        return op + 1;
    }

    /// <summary>Any encoding, without exceptions.</summary>
    [Executes(Code.Fld_m80fp)]
    public static DecodedOp* LoadExtended(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        X87Stack.Begin(s, op, cpu) && ReadTen(s, op, cpu, out var low, out var high)
            ? PushFromMemory(s, op, cpu, new Extended(high, low))
            : null;

    [Executes(Code.Fbld_m80bcd)]
    public static DecodedOp* LoadDecimal(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu) || !ReadTen(s, op, cpu, out var low, out var high))
        {
            return null;
        }

        ulong value = 0;
        for (var digit = 17; digit >= 0; digit--)
        {
            var bits = digit >= 16 ? (ulong)high >> ((digit - 16) * 4) : low >> (digit * 4);
            value = (value * 10) + (bits & 15);
        }

        return PushFromMemory(s, op, cpu, Extended.Pack(Real.Finite(high >> 15 != 0, 63, value)));
    }

    [Executes(Code.Fld_sti)]
    public static DecodedOp* LoadRegister(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        if (X87Stack.IsEmpty(s, op->Reg))
        {
            if (X87Stack.Underflow(s))
            {
                X87Stack.Push(s, Extended.Indefinite);
            }

            return op + 1;
        }

        if (!X87Stack.IsEmpty(s, 7))
        {
            return Overflowed(s, op);
        }

        var value = X87Stack.Get(s, op->Reg);
        X87Stack.Commit(s, default);
        X87Stack.Push(s, value);
        return op + 1;
    }

    [Executes(Code.Fld1, Code.Fldl2t, Code.Fldl2e, Code.Fldpi, Code.Fldlg2, Code.Fldln2, Code.Fldz)]
    public static DecodedOp* LoadConstant(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        if (!X87Stack.IsEmpty(s, 7))
        {
            return Overflowed(s, op);
        }

        X87Stack.Commit(s, default);
        X87Stack.Push(s, Constant((Code)op->Code, X87Stack.Context(s).Rounding));
        return op + 1;
    }

    [Executes(Code.Fxch_st0_sti, Code.Fxch_st0_sti_DDC8, Code.Fxch_st0_sti_DFC8)]
    public static DecodedOp* Exchange(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        var (empty0, emptyI) = (X87Stack.IsEmpty(s, 0), X87Stack.IsEmpty(s, op->Rm));
        if (!empty0 && !emptyI)
        {
            X87Stack.Commit(s, default);
        }
        else if (!X87Stack.Underflow(s))
        {
            return op + 1;
        }

        var old = empty0 ? Extended.Indefinite : X87Stack.Get(s, 0);
        X87Stack.Set(s, 0, emptyI ? Extended.Indefinite : X87Stack.Get(s, op->Rm));
        X87Stack.Set(s, op->Rm, old);
        return op + 1;
    }

    [Executes(Code.Fincstp)]
    public static DecodedOp* Increment(X86State* s, DecodedOp* op, X86Cpu cpu) => Turn(s, op, cpu, 1);

    [Executes(Code.Fdecstp)]
    public static DecodedOp* Decrement(X86State* s, DecodedOp* op, X86Cpu cpu) => Turn(s, op, cpu, -1);

    [Executes(Code.Ffree_sti, Code.Ffreep_sti)]
    public static DecodedOp* Free(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        X87Stack.Commit(s, default);
        X87Stack.Free(s, op->Reg);
        X87Stack.Pop(s, (Code)op->Code == Code.Ffreep_sti ? 1 : 0);

        return op + 1;
    }

    [Executes(Code.Fnop)]
    public static DecodedOp* Fnop(X86State* s, DecodedOp* op, X86Cpu cpu) => X87Stack.Begin(s, op, cpu) ? op + 1 : null;

    private static DecodedOp* Turn(X86State* s, DecodedOp* op, X86Cpu cpu, int by)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        X87Stack.Commit(s, default);
        X87Stack.Turn(s, by);
        return op + 1;
    }

    private static bool ReadTen(X86State* s, DecodedOp* op, X86Cpu cpu, out ulong low, out ushort high)
    {
        high = 0;
        var address = DecodedOp.EffectiveAddress(s, op);
        return Access.Read(s, op, cpu, op->Segment, address, out low)
            && Access.Read(s, op, cpu, op->Segment, (address + 8) & op->AddressMask, out high);
    }

    private static DecodedOp* PushFromMemory(X86State* s, DecodedOp* op, X86Cpu cpu, Extended value)
    {
        X87Stack.NoteMemory(s, op, cpu);
        if (!X87Stack.IsEmpty(s, 7))
        {
            return Overflowed(s, op);
        }

        X87Stack.Commit(s, default);
        X87Stack.Push(s, value);
        return op + 1;
    }

    private static DecodedOp* Overflowed(X86State* s, DecodedOp* op)
    {
        if (X87Stack.Overflow(s))
        {
            X87Stack.Push(s, Extended.Indefinite);
        }

        return op + 1;
    }

    /// <summary>The constants are kept with more bits and rounded as the control word says (SDM volume 2, FLD1).</summary>
    private static Extended Constant(Code code, int rounding)
    {
        var (exponent, significand, below) = code switch
        {
            Code.Fld1 => (0x3fff, 0x8000000000000000, Neighbour.None),
            Code.Fldl2t => (0x4000, 0xd49a784bcd1b8afe, Neighbour.Above),
            Code.Fldl2e => (0x3fff, 0xb8aa3b295c17f0bc, Neighbour.Below),
            Code.Fldpi => (0x4000, 0xc90fdaa22168c235, Neighbour.Below),
            Code.Fldlg2 => (0x3ffd, 0x9a209a84fbcff799, Neighbour.Below),
            Code.Fldln2 => (0x3ffe, 0xb17217f7d1cf79ac, Neighbour.Below),
            _ => (0, 0UL, Neighbour.None),
        };
        var step =
            below == Neighbour.Above && rounding == RoundingMode.Up ? 1UL
            : below == Neighbour.Below && rounding is RoundingMode.Down or RoundingMode.TowardZero ? ulong.MaxValue
            : 0;
        return new Extended((ushort)exponent, significand + (below == Neighbour.None ? 0 : step));
    }

    /// <summary>Where the constant is, seen from its nearest number.</summary>
    private enum Neighbour
    {
        None,
        Above,
        Below,
    }
}
