using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>How an effective address is made.</summary>
internal unsafe interface IAddress
{
    static abstract ulong Of<TMode>(PowerCpuState* s, DecodedOp* op)
        where TMode : struct, IAddressing;
}

/// <summary>(RA|0) + displacement: D, DS and DQ forms.</summary>
internal readonly unsafe struct Displaced : IAddress
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of<TMode>(PowerCpuState* s, DecodedOp* op)
        where TMode : struct, IAddressing => TMode.Address(Operand.A(s, op) + op->Imm);
}

/// <summary>(RA|0) + RB: X forms.</summary>
internal readonly unsafe struct Indexed : IAddress
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of<TMode>(PowerCpuState* s, DecodedOp* op)
        where TMode : struct, IAddressing => TMode.Address(Operand.A(s, op) + Operand.B(s, op));
}
