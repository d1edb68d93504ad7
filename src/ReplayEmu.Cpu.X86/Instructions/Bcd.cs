using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>DAA DAS AAA AAS AAM AAD (SDM volume 2A). OF, undefined, is cleared.</summary>
internal static unsafe class Bcd
{
    [Executes(Code.Daa)]
    public static DecodedOp* Daa(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var al = Operand.Get<byte>(s, Operand.A);
        var low = (al & 0xF) > 9 || LazyFlags.Af(s);
        var high = al > 0x99 || LazyFlags.Cf(s);
        SetDecimal(s, al + (low ? 6UL : 0) + (high ? 0x60UL : 0), high, low);
        return op + 1;
    }

    [Executes(Code.Das)]
    public static DecodedOp* Das(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var al = Operand.Get<byte>(s, Operand.A);
        var low = (al & 0xF) > 9 || LazyFlags.Af(s);
        var high = al > 0x99 || LazyFlags.Cf(s);
        // The low correction alone can borrow out of AL, which sets CF too.
        var borrow = low && al < 6;
        SetDecimal(s, al - (low ? 6UL : 0) - (high ? 0x60UL : 0), high || borrow, low);
        return op + 1;
    }

    /// <summary>SF, ZF and PF, undefined, are those of AL.</summary>
    [Executes(Code.Aaa)]
    public static DecodedOp* Aaa(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var adjust = NeedsAdjust(s);
        SetUnpacked(s, Operand.Get<ushort>(s, Operand.A) + (adjust ? 0x106UL : 0), adjust);
        return op + 1;
    }

    /// <summary>SF, ZF and PF, undefined, are those of AL.</summary>
    [Executes(Code.Aas)]
    public static DecodedOp* Aas(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var adjust = NeedsAdjust(s);
        SetUnpacked(s, Operand.Get<ushort>(s, Operand.A) - (adjust ? 0x106UL : 0), adjust);
        return op + 1;
    }

    /// <summary>CF and AF, undefined, are cleared.</summary>
    [Executes(Code.Aam_imm8)]
    public static DecodedOp* Aam(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var divisor = (byte)op->Imm;
        if (divisor == 0)
        {
            return cpu.Fault(op, Vector.DivideError);
        }

        var al = Operand.Get<byte>(s, Operand.A);
        Operand.Set<ushort>(s, Operand.A, ((al / divisor) << 8) | (al % divisor));
        LazyFlags.AfterLogic<byte>(s, al % divisor);
        return op + 1;
    }

    /// <summary>CF and AF, undefined, are cleared.</summary>
    [Executes(Code.Aad_imm8)]
    public static DecodedOp* Aad(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var ax = Operand.Get<ushort>(s, Operand.A);
        var al = (byte)((ax & 0xFF) + ((ax >> 8) * (byte)op->Imm));
        Operand.Set<ushort>(s, Operand.A, al);
        LazyFlags.AfterLogic<byte>(s, al);
        return op + 1;
    }

    private static bool NeedsAdjust(X86State* s) => (Operand.Get<byte>(s, Operand.A) & 0xF) > 9 || LazyFlags.Af(s);

    private static void SetDecimal(X86State* s, ulong al, bool carry, bool adjust)
    {
        Operand.Set<byte>(s, Operand.A, al);
        LazyFlags.AfterShift<byte>(s, al, carry, overflow: false);
        LazyFlags.SetAdjust(s, adjust);
    }

    private static void SetUnpacked(X86State* s, ulong ax, bool adjust)
    {
        Operand.Set<ushort>(s, Operand.A, ax & 0xFF0F);
        LazyFlags.AfterShift<byte>(s, ax & 0xF, adjust, overflow: false);
        LazyFlags.SetAdjust(s, adjust);
    }
}
