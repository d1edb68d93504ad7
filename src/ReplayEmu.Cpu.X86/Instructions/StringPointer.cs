using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>rSI, rDI and rCX of string instructions under the address size, and the direction flag.</summary>
internal static unsafe class StringPointer
{
    public static ulong Source(X86State* s, DecodedOp* op) => s->Gpr[Registers.Si] & op->AddressMask;

    public static ulong Destination(X86State* s, DecodedOp* op) => s->Gpr[Registers.Di] & op->AddressMask;

    public static ulong Count(X86State* s, DecodedOp* op) => s->Gpr[Registers.Cx] & op->AddressMask;

    public static void SetCount(X86State* s, DecodedOp* op, ulong count) =>
        Registers.SetMasked(s, Registers.Cx, count, op->AddressMask);

    public static bool IsBackward(X86State* s) => (s->Eflags & Eflag.Direction) != 0;

    /// <summary>Moves a pointer by one element of T in the present direction.</summary>
    public static void Advance<T>(X86State* s, DecodedOp* op, int register)
        where T : unmanaged => Add(s, op, register, IsBackward(s) ? 0UL - (ulong)sizeof(T) : (ulong)sizeof(T));

    public static void Add(X86State* s, DecodedOp* op, int register, ulong bytes) =>
        Registers.SetMasked(s, register, s->Gpr[register] + bytes, op->AddressMask);
}
