using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>LAHF SAHF CMC CLC STC CLD STD SALC.</summary>
internal static unsafe class FlagInstructions
{
    private const uint LowByte = Eflag.Sign | Eflag.Zero | Eflag.Adjust | Eflag.Parity | Eflag.Carry;

    [Executes(Code.Lahf)]
    public static DecodedOp* Lahf(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        Operand.Set<byte>(s, Operand.Ah, (LazyFlags.Get(s) & LowByte) | Eflag.AlwaysSet);
        return op + 1;
    }

    [Executes(Code.Sahf)]
    public static DecodedOp* Sahf(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var low = (uint)Operand.Get<byte>(s, Operand.Ah) & LowByte;
        LazyFlags.Set(s, low | (LazyFlags.Get(s) & ~LowByte));
        return op + 1;
    }

    [Executes(Code.Cmc)]
    public static DecodedOp* Cmc(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        LazyFlags.SetCarry(s, !LazyFlags.Cf(s));
        return op + 1;
    }

    [Executes(Code.Clc)]
    public static DecodedOp* Clc(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        LazyFlags.SetCarry(s, carry: false);
        return op + 1;
    }

    [Executes(Code.Stc)]
    public static DecodedOp* Stc(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        LazyFlags.SetCarry(s, carry: true);
        return op + 1;
    }

    [Executes(Code.Cld)]
    public static DecodedOp* Cld(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        s->Eflags &= ~Eflag.Direction;
        return op + 1;
    }

    [Executes(Code.Std)]
    public static DecodedOp* Std(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        s->Eflags |= Eflag.Direction;
        return op + 1;
    }

    /// <summary>Undocumented: AL becomes 0xff when CF is set, else 0.</summary>
    [Executes(Code.Salc)]
    public static DecodedOp* Salc(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        Operand.Set<byte>(s, Operand.A, LazyFlags.Cf(s) ? 0xffUL : 0);
        return op + 1;
    }
}
