using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Up to 16 bytes, their number in the first byte of RB (Book I, 7.6.3): lxvl, lxvll, stxvl, stxvll.</summary>
internal static unsafe class VariableStorage
{
    /// <summary>A number in the byte order of the mode, at its own end of the register.</summary>
    [Pattern("lxvl", "011111 xt ra0 rb 0100001101 tx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* Load<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing => LoadBytes<TEndian, TMode>(s, op, cpu, fromLeft: !TEndian.IsLittle);

    /// <summary>A string: the first byte is the leftmost in both byte orders.</summary>
    [Pattern("lxvll", "011111 xt ra0 rb 0100101101 tx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* LoadLeft<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing => LoadBytes<TEndian, TMode>(s, op, cpu, fromLeft: true);

    [Pattern("stxvl", "011111 xs ra0 rb 0110001101 sx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* Store<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing => StoreBytes<TEndian, TMode>(s, op, cpu, fromLeft: !TEndian.IsLittle);

    [Pattern("stxvll", "011111 xs ra0 rb 0110101101 sx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* StoreLeft<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing => StoreBytes<TEndian, TMode>(s, op, cpu, fromLeft: true);

    private static DecodedOp* LoadBytes<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, bool fromLeft)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = TMode.Address(Operand.A(s, op));
        UInt128 result = 0;
        for (var i = 0; i < Length(s, op); i++)
        {
            if (!Access.Read<byte, TEndian>(op, cpu, TMode.Address(address + (ulong)i), out var value))
            {
                return null;
            }

            ((byte*)&result)[fromLeft ? 15 - i : i] = value;
        }

        Quadword.At(s, op->T) = result;
        return op + 1;
    }

    private static DecodedOp* StoreBytes<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, bool fromLeft)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = TMode.Address(Operand.A(s, op));
        var length = Length(s, op);
        if (length != 0 && !cpu.MayWrite(op, address, length))
        {
            return null;
        }

        var source = Quadword.Lanes<byte>(s, op->T);
        for (var i = 0; i < length; i++)
        {
            var value = source[fromLeft ? 15 - i : i];
            if (!Access.Write<byte, TEndian>(op, cpu, TMode.Address(address + (ulong)i), value))
            {
                return null;
            }
        }

        return op + 1;
    }

    private static int Length(PowerCpuState* s, DecodedOp* op) => (int)Math.Min(Operand.B(s, op) >> 56, 16);
}
