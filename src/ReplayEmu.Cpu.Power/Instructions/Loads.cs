using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Fixed-point loads (Book I, 3.3.2 and 3.3.4); signed types extend the sign.</summary>
internal static unsafe class Loads
{
    [Pattern<byte, Displaced>("lbz", "100010 rt ra0 si")]
    [Pattern<ushort, Displaced>("lhz", "101000 rt ra0 si")]
    [Pattern<short, Displaced>("lha", "101010 rt ra0 si")]
    [Pattern<uint, Displaced>("lwz", "100000 rt ra0 si")]
    [Pattern<int, Displaced>("lwa", "111010 rt ra0 ds 10")]
    [Pattern<ulong, Displaced>("ld", "111010 rt ra0 ds 00")]
    [Pattern<byte, Indexed>("lbzx", "011111 rt ra0 rb 0001010111 -")]
    [Pattern<ushort, Indexed>("lhzx", "011111 rt ra0 rb 0100010111 -")]
    [Pattern<short, Indexed>("lhax", "011111 rt ra0 rb 0101010111 -")]
    [Pattern<uint, Indexed>("lwzx", "011111 rt ra0 rb 0000010111 -")]
    [Pattern<int, Indexed>("lwax", "011111 rt ra0 rb 0101010101 -")]
    [Pattern<ulong, Indexed>("ldx", "011111 rt ra0 rb 0000010101 -")]
    public static DecodedOp* Load<TValue, TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Access.Read<TValue, TEndian>(op, cpu, TAddress.Of<TMode>(s, op), out var value))
        {
            return null;
        }

        Operand.T(s, op) = ulong.CreateTruncating(value);
        return op + 1;
    }

    [Pattern<byte, Displaced>("lbzu", "100011 rt ra si")]
    [Pattern<ushort, Displaced>("lhzu", "101001 rt ra si")]
    [Pattern<short, Displaced>("lhau", "101011 rt ra si")]
    [Pattern<uint, Displaced>("lwzu", "100001 rt ra si")]
    [Pattern<ulong, Displaced>("ldu", "111010 rt ra ds 01")]
    [Pattern<byte, Indexed>("lbzux", "011111 rt ra rb 0001110111 -")]
    [Pattern<ushort, Indexed>("lhzux", "011111 rt ra rb 0100110111 -")]
    [Pattern<short, Indexed>("lhaux", "011111 rt ra rb 0101110111 -")]
    [Pattern<uint, Indexed>("lwzux", "011111 rt ra rb 0000110111 -")]
    [Pattern<int, Indexed>("lwaux", "011111 rt ra rb 0101110101 -")]
    [Pattern<ulong, Indexed>("ldux", "011111 rt ra rb 0000110101 -")]
    public static DecodedOp* LoadUpdate<TValue, TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = TAddress.Of<TMode>(s, op);
        if (!Access.Read<TValue, TEndian>(op, cpu, address, out var value))
        {
            return null;
        }

        // RT = RA is an invalid form; the address wins, as with QEMU.
        Operand.T(s, op) = ulong.CreateTruncating(value);
        Operand.A(s, op) = address;
        return op + 1;
    }

    [Pattern<ushort>("lhbrx", "011111 rt ra0 rb 1100010110 -")]
    [Pattern<uint>("lwbrx", "011111 rt ra0 rb 1000010110 -")]
    [Pattern<ulong>("ldbrx", "011111 rt ra0 rb 1000010100 -")]
    public static DecodedOp* LoadReversed<TValue, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Access.Read<TValue, TEndian>(op, cpu, Indexed.Of<TMode>(s, op), out var value))
        {
            return null;
        }

        Operand.T(s, op) = ulong.CreateTruncating(Access.Reversed(value));
        return op + 1;
    }

    [Pattern("lq", "111000 rt ra0 dq ----", Since = Model.IsaLevel.V207)]
    public static DecodedOp* LoadQuadword<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if ((op->T & 8) != 0 || op->T == op->A)
        {
            return Interruptions.Illegal(s, op, cpu);
        }

        var address = Displaced.Of<TMode>(s, op);
        if (
            !Access.Read<ulong, TEndian>(op, cpu, address, out var first)
            || !Access.Read<ulong, TEndian>(op, cpu, TMode.Address(address + 8), out var second)
        )
        {
            return null;
        }

        var target = &s->Gpr[op->T >> 3];
        (target[0], target[1]) = TEndian.IsLittle ? (second, first) : (first, second);
        return op + 1;
    }
}
