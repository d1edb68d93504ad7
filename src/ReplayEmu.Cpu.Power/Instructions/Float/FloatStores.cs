using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>Floating-point stores (Book I, 4.6.3).</summary>
internal static unsafe class FloatStores
{
    [Pattern<SingleFormat, Displaced>("stfs", "110100 fs ra0 si", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Displaced>("stfd", "110110 fs ra0 si", Facility = Facility.Float)]
    [Pattern<SingleFormat, Indexed>("stfsx", "011111 fs ra0 rb 1010010111 -", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Indexed>("stfdx", "011111 fs ra0 rb 1011010111 -", Facility = Facility.Float)]
    [Pattern<UnsignedWord, Indexed>("stfiwx", "011111 fs ra0 rb 1111010111 -", Facility = Facility.Float)]
    public static DecodedOp* Store<TFormat, TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFormat : struct, IStorageFormat
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        TFormat.Write<TEndian>(op, cpu, TAddress.Of<TMode>(s, op), Operand.T(s, op)) ? op + 1 : null;

    [Pattern<SingleFormat, Displaced>("stfsu", "110101 fs ra si", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Displaced>("stfdu", "110111 fs ra si", Facility = Facility.Float)]
    [Pattern<SingleFormat, Indexed>("stfsux", "011111 fs ra rb 1010110111 -", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Indexed>("stfdux", "011111 fs ra rb 1011110111 -", Facility = Facility.Float)]
    public static DecodedOp* StoreUpdate<TFormat, TAddress, TEndian, TMode>(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu
    )
        where TFormat : struct, IStorageFormat
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = TAddress.Of<TMode>(s, op);
        if (!TFormat.Write<TEndian>(op, cpu, address, Operand.T(s, op)))
        {
            return null;
        }

        Operand.A(s, op) = address;
        return op + 1;
    }

    [Pattern<Displaced>("stfdp", "111101 fs ra0 ds 00", Facility = Facility.Float)]
    [Pattern<Indexed>("stfdpx", "011111 fs ra0 rb 1110010111 -", Facility = Facility.Float)]
    public static DecodedOp* StorePair<TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var even = (ushort)(op->T & ~16);
        var (first, second) = (PowerCpuState.At(s, even), PowerCpuState.At(s, (ushort)(even + 16)));
        return Stores.WritePair<TEndian, TMode>(
            op,
            cpu,
            TAddress.Of<TMode>(s, op),
            TEndian.IsLittle ? second : first,
            TEndian.IsLittle ? first : second
        )
            ? op + 1
            : null;
    }
}
