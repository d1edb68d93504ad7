using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Loads and stores of a whole vector-scalar register (Book I, 7.6.3), at any address.</summary>
internal static unsafe class VectorStorage
{
    [Pattern<Displaced>("lxv", "111101 xt ra0 dq tx 001", Facility = Facility.VsxOrVectorDq, Since = IsaLevel.V300)]
    [Pattern<Indexed>(
        "lxvx",
        "011111 xt ra0 rb 0100 - 01100 tx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* Load<TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Quadword.Read<TEndian, TMode>(op, cpu, TAddress.Of<TMode>(s, op), out var value))
        {
            return null;
        }

        Quadword.At(s, op->T) = value;
        return op + 1;
    }

    [Pattern<Displaced>("stxv", "111101 xs ra0 dq sx 101", Facility = Facility.VsxOrVectorDq, Since = IsaLevel.V300)]
    [Pattern<Indexed>(
        "stxvx",
        "011111 xs ra0 rb 0110001100 sx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* Store<TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        Quadword.Write<TEndian, TMode>(op, cpu, TAddress.Of<TMode>(s, op), Quadword.At(s, op->T)) ? op + 1 : null;

    /// <summary>Elements in the order of their addresses, each in the byte order of the mode.</summary>
    [Pattern<ulong>("lxvd2x", "011111 xt ra0 rb 1101001100 tx", Facility = Facility.Vsx)]
    [Pattern<uint>("lxvw4x", "011111 xt ra0 rb 1100001100 tx", Facility = Facility.Vsx)]
    [Pattern<ushort>(
        "lxvh8x",
        "011111 xt ra0 rb 1100101100 tx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    [Pattern<byte>("lxvb16x", "011111 xt ra0 rb 1101101100 tx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* LoadElements<TLane, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Quadword.Read<TEndian, TMode>(op, cpu, Indexed.Of<TMode>(s, op), out var first, out var second))
        {
            return null;
        }

        var t = Quadword.Lanes<ulong>(s, op->T);
        t[1] = Ordered<TLane, TEndian>(first);
        t[0] = Ordered<TLane, TEndian>(second);
        return op + 1;
    }

    [Pattern<ulong>("stxvd2x", "011111 xs ra0 rb 1111001100 sx", Facility = Facility.Vsx)]
    [Pattern<uint>("stxvw4x", "011111 xs ra0 rb 1110001100 sx", Facility = Facility.Vsx)]
    [Pattern<ushort>(
        "stxvh8x",
        "011111 xs ra0 rb 1110101100 sx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    [Pattern<byte>(
        "stxvb16x",
        "011111 xs ra0 rb 1111101100 sx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* StoreElements<TLane, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        return Stores.WritePair<TEndian, TMode>(
            op,
            cpu,
            Indexed.Of<TMode>(s, op),
            Ordered<TLane, TEndian>(t[1]),
            Ordered<TLane, TEndian>(t[0])
        )
            ? op + 1
            : null;
    }

    /// <summary>One element, to all places.</summary>
    [Pattern<ulong>("lxvdsx", "011111 xt ra0 rb 0101001100 tx", Facility = Facility.Vsx)]
    [Pattern<uint>("lxvwsx", "011111 xt ra0 rb 0101101100 tx", Facility = Facility.VsxOrVector, Since = IsaLevel.V300)]
    public static DecodedOp* LoadSplat<TLane, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Access.Read<TLane, TEndian>(op, cpu, Indexed.Of<TMode>(s, op), out var value))
        {
            return null;
        }

        var t = Quadword.Lanes<TLane>(s, op->T);
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            t[i] = value;
        }

        return op + 1;
    }

    /// <summary>From the order of addresses to that of the manual's lanes within a doubleword, and back.</summary>
    private static ulong Ordered<TLane, TEndian>(ulong value)
        where TLane : unmanaged
        where TEndian : struct, IByteOrder
    {
        if (!TEndian.IsLittle || sizeof(TLane) == 8)
        {
            return value;
        }

        value = (value << 32) | (value >> 32);
        if (sizeof(TLane) <= 2)
        {
            value = (value << 16 & 0xffff0000ffff0000) | (value >> 16 & 0x0000ffff0000ffff);
        }

        return sizeof(TLane) == 1 ? (value << 8 & 0xff00ff00ff00ff00) | (value >> 8 & 0x00ff00ff00ff00ff) : value;
    }
}
