using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FADD FSUB FMUL FDIV and their reversed, integer and popping forms.</summary>
internal static unsafe class X87Arithmetic
{
    [Executes<FloatAdd, Float32Source>(Code.Fadd_m32fp)]
    [Executes<FloatAdd, Float64Source>(Code.Fadd_m64fp)]
    [Executes<FloatAdd, Int16Source>(Code.Fiadd_m16int)]
    [Executes<FloatAdd, Int32Source>(Code.Fiadd_m32int)]
    [Executes<FloatMultiply, Float32Source>(Code.Fmul_m32fp)]
    [Executes<FloatMultiply, Float64Source>(Code.Fmul_m64fp)]
    [Executes<FloatMultiply, Int16Source>(Code.Fimul_m16int)]
    [Executes<FloatMultiply, Int32Source>(Code.Fimul_m32int)]
    [Executes<FloatSubtract, Float32Source>(Code.Fsub_m32fp)]
    [Executes<FloatSubtract, Float64Source>(Code.Fsub_m64fp)]
    [Executes<FloatSubtract, Int16Source>(Code.Fisub_m16int)]
    [Executes<FloatSubtract, Int32Source>(Code.Fisub_m32int)]
    [Executes<Reversed<FloatSubtract>, Float32Source>(Code.Fsubr_m32fp)]
    [Executes<Reversed<FloatSubtract>, Float64Source>(Code.Fsubr_m64fp)]
    [Executes<Reversed<FloatSubtract>, Int16Source>(Code.Fisubr_m16int)]
    [Executes<Reversed<FloatSubtract>, Int32Source>(Code.Fisubr_m32int)]
    [Executes<FloatDivide, Float32Source>(Code.Fdiv_m32fp)]
    [Executes<FloatDivide, Float64Source>(Code.Fdiv_m64fp)]
    [Executes<FloatDivide, Int16Source>(Code.Fidiv_m16int)]
    [Executes<FloatDivide, Int32Source>(Code.Fidiv_m32int)]
    [Executes<Reversed<FloatDivide>, Float32Source>(Code.Fdivr_m32fp)]
    [Executes<Reversed<FloatDivide>, Float64Source>(Code.Fdivr_m64fp)]
    [Executes<Reversed<FloatDivide>, Int16Source>(Code.Fidivr_m16int)]
    [Executes<Reversed<FloatDivide>, Int32Source>(Code.Fidivr_m32int)]
    public static DecodedOp* Memory<TOperation, TSource>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IFloatOperation
        where TSource : struct, IX87Source
    {
        if (!X87Stack.Begin(s, op, cpu) || !TSource.Read(s, op, cpu, out var b))
        {
            return null;
        }

        X87Stack.NoteMemory(s, op, cpu);
        if (X87Stack.IsEmpty(s, 0))
        {
            if (X87Stack.Underflow(s))
            {
                X87Stack.Set(s, 0, Extended.Indefinite);
            }
        }
        else
        {
            Compute<TOperation>(s, 0, X87Stack.Get(s, 0).Unpack(), b);
        }

        return op + 1;
    }

    [Executes<FloatAdd>(Code.Fadd_st0_sti, Code.Fadd_sti_st0)]
    [Executes<FloatMultiply>(Code.Fmul_st0_sti, Code.Fmul_sti_st0)]
    [Executes<FloatSubtract>(Code.Fsub_st0_sti, Code.Fsub_sti_st0)]
    [Executes<Reversed<FloatSubtract>>(Code.Fsubr_st0_sti, Code.Fsubr_sti_st0)]
    [Executes<FloatDivide>(Code.Fdiv_st0_sti, Code.Fdiv_sti_st0)]
    [Executes<Reversed<FloatDivide>>(Code.Fdivr_st0_sti, Code.Fdivr_sti_st0)]
    public static DecodedOp* Register<TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IFloatOperation
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        Registers<TOperation>(s, op->Reg, op->Rm);
        return op + 1;
    }

    [Executes<FloatAdd>(Code.Faddp_sti_st0)]
    [Executes<FloatMultiply>(Code.Fmulp_sti_st0)]
    [Executes<FloatSubtract>(Code.Fsubp_sti_st0)]
    [Executes<Reversed<FloatSubtract>>(Code.Fsubrp_sti_st0)]
    [Executes<FloatDivide>(Code.Fdivp_sti_st0)]
    [Executes<Reversed<FloatDivide>>(Code.Fdivrp_sti_st0)]
    public static DecodedOp* RegisterPop<TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IFloatOperation
    {
        if (!X87Stack.Begin(s, op, cpu))
        {
            return null;
        }

        X87Stack.Note(s, op, cpu);
        if (Registers<TOperation>(s, op->Reg, op->Rm))
        {
            X87Stack.Pop(s);
        }

        return op + 1;
    }

    /// <summary>False: an unmasked exception keeps everything as it was.</summary>
    private static bool Registers<TOperation>(X86State* s, int destination, int source)
        where TOperation : struct, IFloatOperation
    {
        if (!X87Stack.IsEmpty(s, destination) && !X87Stack.IsEmpty(s, source))
        {
            var b = X87Stack.Get(s, source).Unpack();
            return Compute<TOperation>(s, destination, X87Stack.Get(s, destination).Unpack(), b);
        }

        if (!X87Stack.Underflow(s))
        {
            return false;
        }

        X87Stack.Set(s, destination, Extended.Indefinite);
        return true;
    }

    private static bool Compute<TOperation>(X86State* s, int destination, in Real a, in Real b)
        where TOperation : struct, IFloatOperation
    {
        var c = X87Stack.Context(s);
        var result = TOperation.Apply(ref c, X87Stack.Format(s), a, b);
        if (!X87Stack.Commit(s, c))
        {
            return false;
        }

        X87Stack.Set(s, destination, Extended.Pack(result));
        return true;
    }
}
