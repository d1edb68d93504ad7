using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Fixed-point stores (Book I, 3.3.3 and 3.3.4).</summary>
internal static unsafe class Stores
{
    [Pattern<byte, Displaced>("stb", "100110 rs ra0 si")]
    [Pattern<ushort, Displaced>("sth", "101100 rs ra0 si")]
    [Pattern<uint, Displaced>("stw", "100100 rs ra0 si")]
    [Pattern<ulong, Displaced>("std", "111110 rs ra0 ds 00")]
    [Pattern<byte, Indexed>("stbx", "011111 rs ra0 rb 0011010111 -")]
    [Pattern<ushort, Indexed>("sthx", "011111 rs ra0 rb 0110010111 -")]
    [Pattern<uint, Indexed>("stwx", "011111 rs ra0 rb 0010010111 -")]
    [Pattern<ulong, Indexed>("stdx", "011111 rs ra0 rb 0010010101 -")]
    public static DecodedOp* Store<TValue, TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var value = TValue.CreateTruncating(Operand.T(s, op));
        return Access.Write<TValue, TEndian>(op, cpu, TAddress.Of<TMode>(s, op), value) ? op + 1 : null;
    }

    [Pattern<byte, Displaced>("stbu", "100111 rs ra si")]
    [Pattern<ushort, Displaced>("sthu", "101101 rs ra si")]
    [Pattern<uint, Displaced>("stwu", "100101 rs ra si")]
    [Pattern<ulong, Displaced>("stdu", "111110 rs ra ds 01")]
    [Pattern<byte, Indexed>("stbux", "011111 rs ra rb 0011110111 -")]
    [Pattern<ushort, Indexed>("sthux", "011111 rs ra rb 0110110111 -")]
    [Pattern<uint, Indexed>("stwux", "011111 rs ra rb 0010110111 -")]
    [Pattern<ulong, Indexed>("stdux", "011111 rs ra rb 0010110101 -")]
    public static DecodedOp* StoreUpdate<TValue, TAddress, TEndian, TMode>(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu
    )
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = TAddress.Of<TMode>(s, op);
        if (!Access.Write<TValue, TEndian>(op, cpu, address, TValue.CreateTruncating(Operand.T(s, op))))
        {
            return null;
        }

        Operand.A(s, op) = address;
        return op + 1;
    }

    [Pattern<ushort>("sthbrx", "011111 rs ra0 rb 1110010110 -")]
    [Pattern<uint>("stwbrx", "011111 rs ra0 rb 1010010110 -")]
    [Pattern<ulong>("stdbrx", "011111 rs ra0 rb 1010010100 -")]
    public static DecodedOp* StoreReversed<TValue, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var value = Access.Reversed(TValue.CreateTruncating(Operand.T(s, op)));
        return Access.Write<TValue, TEndian>(op, cpu, Indexed.Of<TMode>(s, op), value) ? op + 1 : null;
    }

    [Pattern("stq", "111110 rs ra0 ds 10", Since = Model.IsaLevel.V207)]
    public static DecodedOp* StoreQuadword<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if ((op->T & 8) != 0)
        {
            return Interruptions.Illegal(s, op, cpu);
        }

        var source = &s->Gpr[op->T >> 3];
        var address = Displaced.Of<TMode>(s, op);
        return WritePair<TEndian, TMode>(
            op,
            cpu,
            address,
            TEndian.IsLittle ? source[1] : source[0],
            TEndian.IsLittle ? source[0] : source[1]
        )
            ? op + 1
            : null;
    }

    /// <summary>Two doublewords, of which none is written when one of them cannot be.</summary>
    public static bool WritePair<TEndian, TMode>(DecodedOp* op, PowerCpu cpu, ulong address, ulong first, ulong second)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var next = TMode.Address(address + 8);
        return cpu.MayWrite(op, next, 8)
            && Access.Write<ulong, TEndian>(op, cpu, address, first)
            && Access.Write<ulong, TEndian>(op, cpu, next, second);
    }
}
