using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FCOM FUCOM FICOM FTST and their popping forms, FCOMI FUCOMI, FXAM, FCHS FABS, FCMOV.</summary>
internal static unsafe class X87Compares
{
    [Executes<Float32Source>(Code.Fcom_m32fp, Code.Fcomp_m32fp)]
    [Executes<Float64Source>(Code.Fcom_m64fp, Code.Fcomp_m64fp)]
    [Executes<Int16Source>(Code.Ficom_m16int, Code.Ficomp_m16int)]
    [Executes<Int32Source>(Code.Ficom_m32int, Code.Ficomp_m32int)]
    public static DecodedOp* Memory<TSource>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TSource : struct, IX87Source
    {
        if (!X87Stack.Begin(s, op, cpu) || !TSource.Read(s, op, cpu, out var b))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        var pops = (Code)op->Code is Code.Fcomp_m32fp or Code.Fcomp_m64fp or Code.Ficomp_m16int or Code.Ficomp_m32int;
        var done = X87Stack.IsEmpty(s, 0) ? EmptyToStatus(s) : ToStatus(s, b, quiet: false);
        X87Stack.Pop(s, done && pops ? 1 : 0);
        return op + 1;
    }

    [Executes(Code.Fcom_st0_sti, Code.Fcom_st0_sti_DCD0, Code.Fcomp_st0_sti)]
    [Executes(Code.Fcomp_st0_sti_DCD8, Code.Fcomp_st0_sti_DED0, Code.Fcompp)]
    [Executes(Code.Fucom_st0_sti, Code.Fucomp_st0_sti, Code.Fucompp)]
    public static DecodedOp* Register(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        var code = (Code)op->Code;
        var pops = code switch
        {
            Code.Fcompp or Code.Fucompp => 2,
            Code.Fcom_st0_sti or Code.Fcom_st0_sti_DCD0 or Code.Fucom_st0_sti => 0,
            _ => 1,
        };
        var quiet = code is Code.Fucom_st0_sti or Code.Fucomp_st0_sti or Code.Fucompp;
        var other = pops == 2 ? 1 : op->Rm;
        var done =
            X87Stack.IsEmpty(s, 0) || X87Stack.IsEmpty(s, other)
                ? EmptyToStatus(s)
                : ToStatus(s, X87Stack.Get(s, other).Unpack(), quiet);
        X87Stack.Pop(s, done ? pops : 0);
        return op + 1;
    }

    [Executes(Code.Ftst)]
    public static DecodedOp* Ftst(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        _ = X87Stack.IsEmpty(s, 0) ? EmptyToStatus(s) : ToStatus(s, Real.Zero(false), quiet: false);
        return op + 1;
    }

    [Executes(Code.Fcomi_st0_sti, Code.Fcomip_st0_sti, Code.Fucomi_st0_sti, Code.Fucomip_st0_sti)]
    public static DecodedOp* ToFlags(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        var code = (Code)op->Code;
        var relation = Relation.Unordered;
        bool done;
        if (X87Stack.IsEmpty(s, 0) || X87Stack.IsEmpty(s, op->Rm))
        {
            done = X87Stack.Underflow(s);
        }
        else
        {
            var c = X87Stack.Context(s);
            var quiet = code is Code.Fucomi_st0_sti or Code.Fucomip_st0_sti;
            relation = FloatComparison.Compare(
                ref c,
                X87Stack.Get(s, 0).Unpack(),
                X87Stack.Get(s, op->Rm).Unpack(),
                quiet
            );
            // C1 is cleared only by a stack fault.
            var c1 = s->FpuStatus & X87Stack.C1;
            done = X87Stack.Commit(s, c);
            s->FpuStatus |= (ushort)c1;
        }

        // As with FCOM, an unmasked exception keeps the stack, not the flags.
        SetFlags(s, relation);
        X87Stack.Pop(s, done && code is (Code.Fcomip_st0_sti or Code.Fucomip_st0_sti) ? 1 : 0);

        return op + 1;
    }

    /// <summary>ZF PF CF from a comparison, OF SF AF clear: FCOMI, COMISS and their like.</summary>
    public static void SetFlags(X86State* s, Relation relation) =>
        LazyFlags.Set(
            s,
            relation switch
            {
                Relation.Unordered => Eflag.Zero | Eflag.Parity | Eflag.Carry,
                Relation.Less => Eflag.Carry,
                Relation.Equal => Eflag.Zero,
                _ => 0,
            }
        );

    [Executes(Code.Fxam)]
    public static DecodedOp* Fxam(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        var value = X87Stack.Get(s, 0);
        var r = value.Unpack();
        var conditions =
            X87Stack.IsEmpty(s, 0) ? X87Stack.C3 | X87Stack.C0
            : r.IsDenormal ? X87Stack.C3 | X87Stack.C2
            : r.Kind switch
            {
                FloatKind.Zero => X87Stack.C3,
                FloatKind.Finite => X87Stack.C2,
                FloatKind.Infinity => X87Stack.C2 | X87Stack.C0,
                FloatKind.Unsupported => 0,
                _ => X87Stack.C0,
            };
        X87Stack.SetConditions(s, conditions | (value.Sign ? X87Stack.C1 : 0));
        return op + 1;
    }

    [Executes(Code.Fchs, Code.Fabs)]
    public static DecodedOp* Sign(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        if (X87Stack.IsEmpty(s, 0))
        {
            if (X87Stack.Underflow(s))
            {
                X87Stack.Set(s, 0, Extended.Indefinite);
            }

            return op + 1;
        }

        var value = X87Stack.Get(s, 0);
        var sign = (Code)op->Code == Code.Fabs ? value.SignExponent & 0x7fff : value.SignExponent ^ 0x8000;
        X87Stack.Commit(s, default);
        X87Stack.Set(s, 0, value with { SignExponent = (ushort)sign });
        return op + 1;
    }

    // csharpier-ignore-start
    [Executes(Code.Fcmovb_st0_sti, Code.Fcmove_st0_sti, Code.Fcmovbe_st0_sti, Code.Fcmovu_st0_sti)]
    [Executes(Code.Fcmovnb_st0_sti, Code.Fcmovne_st0_sti, Code.Fcmovnbe_st0_sti, Code.Fcmovnu_st0_sti)]
    // csharpier-ignore-end
    public static DecodedOp* Move(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        if (X87Stack.IsEmpty(s, 0) || X87Stack.IsEmpty(s, op->Rm))
        {
            if (X87Stack.Underflow(s))
            {
                X87Stack.Set(s, 0, Extended.Indefinite);
            }

            return op + 1;
        }

        var flags = LazyFlags.Get(s);
        var moves = (Code)op->Code switch
        {
            Code.Fcmovb_st0_sti => (flags & Eflag.Carry) != 0,
            Code.Fcmove_st0_sti => (flags & Eflag.Zero) != 0,
            Code.Fcmovbe_st0_sti => (flags & (Eflag.Carry | Eflag.Zero)) != 0,
            Code.Fcmovu_st0_sti => (flags & Eflag.Parity) != 0,
            Code.Fcmovnb_st0_sti => (flags & Eflag.Carry) == 0,
            Code.Fcmovne_st0_sti => (flags & Eflag.Zero) == 0,
            Code.Fcmovnbe_st0_sti => (flags & (Eflag.Carry | Eflag.Zero)) == 0,
            _ => (flags & Eflag.Parity) == 0,
        };
        if (moves)
        {
            X87Stack.Set(s, 0, X87Stack.Get(s, op->Rm));
        }

        return op + 1;
    }

    /// <summary>
    /// False: an unmasked exception keeps the stack as it was. The condition codes, which SDM volume 2, FCOM, leaves alone then,
    /// are set by AMD processors, as which the guest knows this one.
    /// </summary>
    private static bool ToStatus(X86State* s, in Real b, bool quiet)
    {
        var c = X87Stack.Context(s);
        var relation = FloatComparison.Compare(ref c, X87Stack.Get(s, 0).Unpack(), b, quiet);
        var done = X87Stack.Commit(s, c);
        SetStatus(s, relation);
        return done;
    }

    private static bool EmptyToStatus(X86State* s)
    {
        var done = X87Stack.Underflow(s);
        SetStatus(s, Relation.Unordered);
        return done;
    }

    private static void SetStatus(X86State* s, Relation relation) =>
        X87Stack.SetConditions(
            s,
            relation switch
            {
                Relation.Unordered => X87Stack.C3 | X87Stack.C2 | X87Stack.C0,
                Relation.Less => X87Stack.C0,
                Relation.Equal => X87Stack.C3,
                _ => 0,
            }
        );
}
