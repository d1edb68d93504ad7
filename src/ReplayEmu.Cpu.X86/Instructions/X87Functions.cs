using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FSQRT FRNDINT FSCALE FXTRACT FPREM FPREM1.</summary>
internal static unsafe class X87Functions
{
    [Executes(Code.Fsqrt)]
    public static DecodedOp* Fsqrt(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Operands(s, op, cpu, 1, out var next))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        var result = FloatArithmetic.SquareRoot(ref c, X87Stack.Format(s), X87Stack.Get(s, 0).Unpack());
        return Replace(s, op, c, result);
    }

    [Executes(Code.Frndint)]
    public static DecodedOp* Frndint(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Operands(s, op, cpu, 1, out var next))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        var result = IntegerConversion.RoundToIntegral(ref c, c.Rounding, X87Stack.Get(s, 0).Unpack());
        return Replace(s, op, c, result);
    }

    [Executes(Code.Fscale)]
    public static DecodedOp* Fscale(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Operands(s, op, cpu, 2, out var next))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        var result = FloatRemainder.Scale(ref c, X87Stack.Get(s, 0).Unpack(), X87Stack.Get(s, 1).Unpack());
        return Replace(s, op, c, result);
    }

    [Executes(Code.Fxtract)]
    public static DecodedOp* Fxtract(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!MayPush(s, op, cpu, out var next))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        var significand = FloatRemainder.Extract(ref c, X87Stack.Get(s, 0).Unpack(), out var exponent);
        if (X87Stack.Commit(s, c))
        {
            X87Stack.Set(s, 0, Extended.Pack(exponent));
            X87Stack.Push(s, Extended.Pack(significand));
        }

        return op + 1;
    }

    [Executes(Code.Fprem)]
    public static DecodedOp* Fprem(X86State* s, DecodedOp* op, X86Cpu cpu) => Remainder(s, op, cpu, nearest: false);

    [Executes(Code.Fprem1)]
    public static DecodedOp* Fprem1(X86State* s, DecodedOp* op, X86Cpu cpu) => Remainder(s, op, cpu, nearest: true);

    private static DecodedOp* Remainder(X86State* s, DecodedOp* op, X86Cpu cpu, bool nearest)
    {
        if (!Operands(s, op, cpu, 2, out var next))
        {
            s->FpuStatus &= unchecked((ushort)(next == null ? ~0 : ~X87Stack.C2));
            return next;
        }

        var c = X87Stack.Context(s);
        var a = X87Stack.Get(s, 0).Unpack();
        var b = X87Stack.Get(s, 1).Unpack();
        var result = FloatRemainder.Remainder(ref c, a, b, nearest, out var quotient, out var partial);
        var done = X87Stack.Commit(s, c);
        s->FpuStatus &= unchecked((ushort)~X87Stack.C2);
        if (done)
        {
            X87Stack.Set(s, 0, Extended.Pack(result));
        }

        if (done && !result.IsNaN)
        {
            X87Stack.SetConditions(
                s,
                ((quotient & 1) != 0 ? X87Stack.C1 : 0)
                    | ((quotient & 2) != 0 ? X87Stack.C3 : 0)
                    | ((quotient & 4) != 0 ? X87Stack.C0 : 0)
                    | (partial ? X87Stack.C2 : 0)
            );
        }

        return op + 1;
    }

    /// <summary>As <see cref="Operands"/> for one operand, whose results are two.</summary>
    internal static bool MayPush(X86State* s, DecodedOp* op, X86Cpu cpu, out DecodedOp* next)
    {
        next = null;
        if (!X87Stack.Begin(s, op, cpu))
        {
            return false;
        }

        X87Stack.Note(s, op, cpu);
        next = op + 1;
        var underflow = X87Stack.IsEmpty(s, 0);
        if (!underflow && X87Stack.IsEmpty(s, 7))
        {
            return true;
        }

        if (underflow ? X87Stack.Underflow(s) : X87Stack.Overflow(s))
        {
            X87Stack.Set(s, 0, Extended.Indefinite);
            X87Stack.Push(s, Extended.Indefinite);
        }

        return false;
    }

    /// <summary>False when the handler is to return <paramref name="next"/>: a fault, or operands that are not there.</summary>
    internal static bool Operands(X86State* s, DecodedOp* op, X86Cpu cpu, int count, out DecodedOp* next)
    {
        next = null;
        if (!X87Stack.Begin(s, op, cpu))
        {
            return false;
        }

        X87Stack.Note(s, op, cpu);
        next = op + 1;
        if (!X87Stack.IsEmpty(s, 0) && (count == 1 || !X87Stack.IsEmpty(s, 1)))
        {
            return true;
        }

        if (X87Stack.Underflow(s))
        {
            X87Stack.Set(s, 0, Extended.Indefinite);
        }

        return false;
    }

    internal static DecodedOp* Replace(X86State* s, DecodedOp* op, in FloatContext c, in Real result)
    {
        if (X87Stack.Commit(s, c))
        {
            X87Stack.Set(s, 0, Extended.Pack(result));
        }

        return op + 1;
    }
}
