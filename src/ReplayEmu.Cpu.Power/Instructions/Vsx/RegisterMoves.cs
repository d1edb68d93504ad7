using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Between general and vector-scalar registers (Book I, 7.6.3). Doubleword 1, where it is undefined, stays as with QEMU.</summary>
internal static unsafe class RegisterMoves
{
    [Pattern("mfvsrd", "011111 xs ra ----- 0000110011 sx", Facility = Facility.FloatOrVector, Since = IsaLevel.V207)]
    public static DecodedOp* Get(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.A(s, op) = Quadword.Lanes<ulong>(s, op->T)[1];
        return op + 1;
    }

    [Pattern("mfvsrld", "011111 xs ra ----- 0100110011 sx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* GetLow(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.A(s, op) = Quadword.Lanes<ulong>(s, op->T)[0];
        return op + 1;
    }

    [Pattern("mfvsrwz", "011111 xs ra ----- 0001110011 sx", Facility = Facility.FloatOrVector, Since = IsaLevel.V207)]
    public static DecodedOp* GetWord(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.A(s, op) = Quadword.Lanes<uint>(s, op->T)[2];
        return op + 1;
    }

    [Pattern("mtvsrd", "011111 xt ra ----- 0010110011 tx", Facility = Facility.FloatOrVector, Since = IsaLevel.V207)]
    public static DecodedOp* Set(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.Lanes<ulong>(s, op->T)[1] = Operand.A(s, op);
        return op + 1;
    }

    [Pattern("mtvsrwa", "011111 xt ra ----- 0011010011 tx", Facility = Facility.FloatOrVector, Since = IsaLevel.V207)]
    public static DecodedOp* SetSigned(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.Lanes<ulong>(s, op->T)[1] = (ulong)(int)Operand.A(s, op);
        return op + 1;
    }

    [Pattern("mtvsrwz", "011111 xt ra ----- 0011110011 tx", Facility = Facility.FloatOrVector, Since = IsaLevel.V207)]
    public static DecodedOp* SetUnsigned(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.Lanes<ulong>(s, op->T)[1] = (uint)Operand.A(s, op);
        return op + 1;
    }

    [Pattern("mtvsrdd", "011111 xt ra0 rb 0110110011 tx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* SetBoth(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = new UInt128(Operand.A(s, op), Operand.B(s, op));
        return op + 1;
    }

    [Pattern("mtvsrws", "011111 xt ra ----- 0110010011 tx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* SetSplat(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var word = (uint)Operand.A(s, op);
        var pair = ((ulong)word << 32) | word;
        Quadword.At(s, op->T) = new UInt128(pair, pair);
        return op + 1;
    }
}
