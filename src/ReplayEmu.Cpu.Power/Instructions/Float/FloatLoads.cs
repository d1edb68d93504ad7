using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>Floating-point loads (Book I, 4.6.2). Doubleword 1 of the vector-scalar register becomes zero, as with QEMU and ISA 3.1.</summary>
internal static unsafe class FloatLoads
{
    [Pattern<SingleFormat, Displaced>("lfs", "110000 ft ra0 si", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Displaced>("lfd", "110010 ft ra0 si", Facility = Facility.Float)]
    [Pattern<SingleFormat, Indexed>("lfsx", "011111 ft ra0 rb 1000010111 -", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Indexed>("lfdx", "011111 ft ra0 rb 1001010111 -", Facility = Facility.Float)]
    [Pattern<SignedWord, Indexed>("lfiwax", "011111 ft ra0 rb 1101010111 -", Facility = Facility.Float)]
    [Pattern<UnsignedWord, Indexed>("lfiwzx", "011111 ft ra0 rb 1101110111 -", Facility = Facility.Float)]
    public static DecodedOp* Load<TFormat, TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFormat : struct, IStorageFormat
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!TFormat.Read<TEndian>(op, cpu, TAddress.Of<TMode>(s, op), out var value))
        {
            return null;
        }

        FloatRegister.Set(s, op->T, value);
        return op + 1;
    }

    [Pattern<SingleFormat, Displaced>("lfsu", "110001 ft ra si", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Displaced>("lfdu", "110011 ft ra si", Facility = Facility.Float)]
    [Pattern<SingleFormat, Indexed>("lfsux", "011111 ft ra rb 1000110111 -", Facility = Facility.Float)]
    [Pattern<DoubleFormat, Indexed>("lfdux", "011111 ft ra rb 1001110111 -", Facility = Facility.Float)]
    public static DecodedOp* LoadUpdate<TFormat, TAddress, TEndian, TMode>(
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
        if (!TFormat.Read<TEndian>(op, cpu, address, out var value))
        {
            return null;
        }

        FloatRegister.Set(s, op->T, value);
        Operand.A(s, op) = address;
        return op + 1;
    }

    [Pattern<Displaced>("lfdp", "111001 ft ra0 ds 00", Facility = Facility.Float)]
    [Pattern<Indexed>("lfdpx", "011111 ft ra0 rb 1100010111 -", Facility = Facility.Float)]
    public static DecodedOp* LoadPair<TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Quadword.Read<TEndian, TMode>(op, cpu, TAddress.Of<TMode>(s, op), out var first, out var second))
        {
            return null;
        }

        // An odd register is an invalid form; the pair is the one that it is in.
        var even = (ushort)(op->T & ~16);
        FloatRegister.Set(s, even, TEndian.IsLittle ? second : first);
        FloatRegister.Set(s, (ushort)(even + 16), TEndian.IsLittle ? first : second);
        return op + 1;
    }
}
