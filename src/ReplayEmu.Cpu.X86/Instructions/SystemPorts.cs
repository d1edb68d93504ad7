using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>IN and OUT.</summary>
internal static unsafe class SystemPorts
{
    [Executes<byte>(Code.In_AL_imm8)]
    [Executes<ushort>(Code.In_AX_imm8)]
    [Executes<uint>(Code.In_EAX_imm8)]
    public static DecodedOp* InImmediate<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => In<T>(s, op, cpu, (byte)op->Imm);

    [Executes<byte>(Code.In_AL_DX)]
    [Executes<ushort>(Code.In_AX_DX)]
    [Executes<uint>(Code.In_EAX_DX)]
    public static DecodedOp* InDx<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => In<T>(s, op, cpu, (ushort)s->Gpr[Registers.Dx]);

    [Executes<byte>(Code.Out_imm8_AL)]
    [Executes<ushort>(Code.Out_imm8_AX)]
    [Executes<uint>(Code.Out_imm8_EAX)]
    public static DecodedOp* OutImmediate<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Out<T>(s, op, cpu, (byte)op->Imm);

    [Executes<byte>(Code.Out_DX_AL)]
    [Executes<ushort>(Code.Out_DX_AX)]
    [Executes<uint>(Code.Out_DX_EAX)]
    public static DecodedOp* OutDx<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Out<T>(s, op, cpu, (ushort)s->Gpr[Registers.Dx]);

    private static DecodedOp* In<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ushort port)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!cpu.PortRead(op, port, sizeof(T), out var value))
        {
            return null;
        }

        Registers.Write(s, Operand.A, T.CreateTruncating(value));
        return op + 1;
    }

    private static DecodedOp* Out<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ushort port)
        where T : unmanaged, IBinaryInteger<T> =>
        cpu.PortWrite(op, port, sizeof(T), uint.CreateTruncating(Registers.Read<T>(s, Operand.A))) ? op + 1 : null;
}
