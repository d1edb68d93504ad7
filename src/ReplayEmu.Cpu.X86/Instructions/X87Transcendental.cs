using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.Float.Transcendental;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FSIN FCOS FSINCOS FPTAN FPATAN F2XM1 FYL2X FYL2XP1.</summary>
internal static unsafe class X87Transcendental
{
    [Executes(Code.Fsin, Code.Fcos)]
    public static DecodedOp* Circle(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var present = X87Functions.Operands(s, op, cpu, 1, out var next);
        if (IsBeyond(s, present, next, out var x))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        var result = (Code)op->Code == Code.Fsin ? Circular.Sine(ref c, x) : Circular.Cosine(ref c, x);
        return X87Functions.Replace(s, op, c, result);
    }

    /// <summary>What is found is pushed upon: 1 after the tangent, the cosine after the sine.</summary>
    [Executes(Code.Fptan, Code.Fsincos)]
    public static DecodedOp* CirclePush(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var present = X87Functions.MayPush(s, op, cpu, out var next);
        if (IsBeyond(s, present, next, out var x))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        var tangent = (Code)op->Code == Code.Fptan;
        var first = tangent ? Circular.Tangent(ref c, x) : Circular.Sine(ref c, x);
        var second =
            !tangent ? Circular.Cosine(ref c, x)
            : first.IsNaN ? first
            : Real.FromInteger(1);
        if (X87Stack.Commit(s, c))
        {
            X87Stack.Set(s, 0, Extended.Pack(first));
            X87Stack.Push(s, Extended.Pack(second));
        }

        return next;
    }

    [Executes(Code.F2xm1)]
    public static DecodedOp* F2xm1(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Functions.Operands(s, op, cpu, 1, out var next))
        {
            return next;
        }

        var c = X87Stack.Context(s);
        return X87Functions.Replace(s, op, c, Exponential.PowerMinusOne(ref c, X87Stack.Get(s, 0).Unpack()));
    }

    /// <summary>Of ST0 and ST1, into ST1, which becomes the top.</summary>
    [Executes(Code.Fpatan, Code.Fyl2x, Code.Fyl2xp1)]
    public static DecodedOp* Pair(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        Real result;
        bool done;
        if (X87Stack.IsEmpty(s, 0) || X87Stack.IsEmpty(s, 1))
        {
            done = X87Stack.Underflow(s);
            result = Real.Indefinite;
        }
        else
        {
            var c = X87Stack.Context(s);
            var x = X87Stack.Get(s, 0).Unpack();
            var y = X87Stack.Get(s, 1).Unpack();
            result = (Code)op->Code switch
            {
                Code.Fpatan => ArcTangent.Angle(ref c, x, y),
                Code.Fyl2x => Logarithm.Multiple(ref c, x, y),
                _ => Logarithm.MultipleOfNext(ref c, x, y),
            };
            done = X87Stack.Commit(s, c);
        }

        if (done)
        {
            X87Stack.Set(s, 1, Extended.Pack(result));
            X87Stack.Pop(s);
        }

        return op + 1;
    }

    /// <summary>True when there is nothing to compute. C2 tells whether that is because the angle is too great.</summary>
    private static bool IsBeyond(X86State* s, bool present, DecodedOp* next, out Real x)
    {
        x = default;
        if (next == null)
        {
            return true;
        }

        s->FpuStatus &= unchecked((ushort)~X87Stack.C2);
        if (!present)
        {
            return true;
        }

        x = X87Stack.Get(s, 0).Unpack();
        if (!Circular.IsBeyond(x))
        {
            return false;
        }

        X87Stack.Commit(s, default);
        s->FpuStatus |= X87Stack.C2;
        return true;
    }
}
