using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>What is added to RA or to its complement.</summary>
internal enum Addend
{
    Rb,
    Zero,
    MinusOne,
    Immediate,
}

/// <summary>What is carried in.</summary>
internal enum CarryIn
{
    Zero,
    One,
    Ca,
}

/// <summary>One of the additions and subtractions: x + y + carry, x = RA or its complement.</summary>
internal interface ISum
{
    static abstract bool Complements { get; }

    static abstract Addend Addend { get; }

    static abstract CarryIn CarryIn { get; }

    static abstract bool SetsCarry { get; }
}

// csharpier-ignore-start
internal readonly struct Plain : ISum { public static bool Complements => false; public static Addend Addend => Addend.Rb; public static CarryIn CarryIn => CarryIn.Zero; public static bool SetsCarry => false; }
internal readonly struct Carrying : ISum { public static bool Complements => false; public static Addend Addend => Addend.Rb; public static CarryIn CarryIn => CarryIn.Zero; public static bool SetsCarry => true; }
internal readonly struct Extended : ISum { public static bool Complements => false; public static Addend Addend => Addend.Rb; public static CarryIn CarryIn => CarryIn.Ca; public static bool SetsCarry => true; }
internal readonly struct ToMinusOne : ISum { public static bool Complements => false; public static Addend Addend => Addend.MinusOne; public static CarryIn CarryIn => CarryIn.Ca; public static bool SetsCarry => true; }
internal readonly struct ToZero : ISum { public static bool Complements => false; public static Addend Addend => Addend.Zero; public static CarryIn CarryIn => CarryIn.Ca; public static bool SetsCarry => true; }
internal readonly struct ImmediateCarrying : ISum { public static bool Complements => false; public static Addend Addend => Addend.Immediate; public static CarryIn CarryIn => CarryIn.Zero; public static bool SetsCarry => true; }
internal readonly struct From : ISum { public static bool Complements => true; public static Addend Addend => Addend.Rb; public static CarryIn CarryIn => CarryIn.One; public static bool SetsCarry => false; }
internal readonly struct FromCarrying : ISum { public static bool Complements => true; public static Addend Addend => Addend.Rb; public static CarryIn CarryIn => CarryIn.One; public static bool SetsCarry => true; }
internal readonly struct FromExtended : ISum { public static bool Complements => true; public static Addend Addend => Addend.Rb; public static CarryIn CarryIn => CarryIn.Ca; public static bool SetsCarry => true; }
internal readonly struct FromMinusOne : ISum { public static bool Complements => true; public static Addend Addend => Addend.MinusOne; public static CarryIn CarryIn => CarryIn.Ca; public static bool SetsCarry => true; }
internal readonly struct FromZero : ISum { public static bool Complements => true; public static Addend Addend => Addend.Zero; public static CarryIn CarryIn => CarryIn.Ca; public static bool SetsCarry => true; }
internal readonly struct Negated : ISum { public static bool Complements => true; public static Addend Addend => Addend.Zero; public static CarryIn CarryIn => CarryIn.One; public static bool SetsCarry => false; }
internal readonly struct FromImmediate : ISum { public static bool Complements => true; public static Addend Addend => Addend.Immediate; public static CarryIn CarryIn => CarryIn.One; public static bool SetsCarry => true; }
// csharpier-ignore-end

/// <summary>Additions and subtractions (Book I, 3.3.9).</summary>
internal static unsafe class Sums
{
    [Pattern("addi", "001110 rt ra0 si")]
    public static DecodedOp* AddImmediate(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = Operand.A(s, op) + op->Imm;
        return op + 1;
    }

    [Pattern("addis", "001111 rt ra0 si", Lower = nameof(Shift))]
    public static DecodedOp* AddImmediateShifted(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        AddImmediate(s, op, cpu);

    public static void Shift(DecodedOp* op) => op->Imm <<= 16;

    [Pattern("addpcis", "010011 rt d1:5 d0:10 00010 d2:1", Since = Model.IsaLevel.V300, Lower = nameof(SplitImmediate))]
    public static DecodedOp* AddToNextAddress(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = cpu.NextIp(op) + op->Imm;
        return op + 1;
    }

    public static void SplitImmediate(DecodedOp* op)
    {
        var value = (op->Word & 0xffc1) | (op->Word >> 15 & 0x3e);
        op->Imm = (ulong)(long)(short)value << 16;
    }

    [Pattern<Plain>("add", "011111 rt ra rb oe 100001010 rc")]
    [Pattern<Carrying>("addc", "011111 rt ra rb oe 000001010 rc")]
    [Pattern<Extended>("adde", "011111 rt ra rb oe 010001010 rc")]
    [Pattern<ToMinusOne>("addme", "011111 rt ra ----- oe 011101010 rc")]
    [Pattern<ToZero>("addze", "011111 rt ra ----- oe 011001010 rc")]
    [Pattern<From>("subf", "011111 rt ra rb oe 000101000 rc")]
    [Pattern<FromCarrying>("subfc", "011111 rt ra rb oe 000001000 rc")]
    [Pattern<FromExtended>("subfe", "011111 rt ra rb oe 010001000 rc")]
    [Pattern<FromMinusOne>("subfme", "011111 rt ra ----- oe 011101000 rc")]
    [Pattern<FromZero>("subfze", "011111 rt ra ----- oe 011001000 rc")]
    [Pattern<Negated>("neg", "011111 rt ra ----- oe 001101000 rc")]
    public static DecodedOp* Add<TSum, TOe, TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSum : struct, ISum
        where TOe : struct, IChoice
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        var x = TSum.Complements ? ~Operand.A(s, op) : Operand.A(s, op);
        var y = TSum.Addend switch
        {
            Addend.Rb => Operand.B(s, op),
            Addend.Zero => 0UL,
            Addend.MinusOne => ulong.MaxValue,
            _ => op->Imm,
        };
        var carry = TSum.CarryIn switch
        {
            CarryIn.Zero => 0UL,
            CarryIn.One => 1UL,
            _ => s->XerCa,
        };
        var sum = x + y + carry;
        if (TSum.SetsCarry || TOe.IsSet)
        {
            // Carries out of each position.
            var carries = (x & y) | ((x | y) & ~sum);
            if (TSum.SetsCarry)
            {
                var carry32 = (carries >> 31 & 1) != 0;
                Operand.Carry(s, TMode.IsWide ? carries >> 63 != 0 : carry32, carry32);
            }

            if (TOe.IsSet)
            {
                var overflows = (x ^ sum) & (y ^ sum);
                var overflow32 = (overflows >> 31 & 1) != 0;
                Operand.Overflow(s, TMode.IsWide ? overflows >> 63 != 0 : overflow32, overflow32);
            }
        }

        Operand.T(s, op) = sum;
        Operand.Record<TRc, TMode>(s, sum);
        return op + 1;
    }

    [Pattern<ImmediateCarrying, Clear>("addic", "001100 rt ra si")]
    [Pattern<ImmediateCarrying, Set>("addic.", "001101 rt ra si")]
    [Pattern<FromImmediate, Clear>("subfic", "001000 rt ra si")]
    public static DecodedOp* AddCarrying<TSum, TRecord, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSum : struct, ISum
        where TRecord : struct, IChoice
        where TMode : struct, IAddressing => Add<TSum, Clear, TRecord, TMode>(s, op, cpu);

    /// <summary>Add extended with OV in the place of CA.</summary>
    [Pattern("addex", "011111 rt ra rb 00 10101010 -", Since = Model.IsaLevel.V300)]
    public static DecodedOp* AddWithOverflow<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing
    {
        var x = Operand.A(s, op);
        var y = Operand.B(s, op);
        var sum = x + y + s->XerOv;
        var carries = (x & y) | ((x | y) & ~sum);
        s->XerOv32 = (byte)(carries >> 31 & 1);
        s->XerOv = TMode.IsWide ? (byte)(carries >> 63) : s->XerOv32;
        Operand.T(s, op) = sum;
        return op + 1;
    }
}
