using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Loads and stores of doubleword 0 of a vector-scalar register (Book I, 7.6.3).</summary>
internal static unsafe class ScalarStorage
{
    [Pattern<DoubleFormat, Indexed>("lxsdx", "011111 xt ra0 rb 1001001100 tx", Facility = Facility.Vsx)]
    [Pattern<SingleFormat, Indexed>(
        "lxsspx",
        "011111 xt ra0 rb 1000001100 tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<SignedWord, Indexed>(
        "lxsiwax",
        "011111 xt ra0 rb 0001001100 tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<UnsignedWord, Indexed>(
        "lxsiwzx",
        "011111 xt ra0 rb 0000001100 tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<UnsignedByte, Indexed>(
        "lxsibzx",
        "011111 xt ra0 rb 1100001101 tx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    [Pattern<UnsignedHalf, Indexed>(
        "lxsihzx",
        "011111 xt ra0 rb 1100101101 tx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
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

        // Doubleword 1 is undefined and stays, as with QEMU.
        PowerCpuState.At(s, (ushort)(op->T + 8)) = value;
        return op + 1;
    }

    /// <summary>These make doubleword 1 zero.</summary>
    [Pattern<DoubleFormat, Displaced>("lxsd", "111001 vt ra0 ds 10", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<SingleFormat, Displaced>(
        "lxssp",
        "111001 vt ra0 ds 11",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* LoadClearing<TFormat, TAddress, TEndian, TMode>(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu
    )
        where TFormat : struct, IStorageFormat
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!TFormat.Read<TEndian>(op, cpu, TAddress.Of<TMode>(s, op), out var value))
        {
            return null;
        }

        FloatRegister.Set(s, (ushort)(op->T + 8), value);
        return op + 1;
    }

    [Pattern<DoubleFormat, Indexed>("stxsdx", "011111 xs ra0 rb 1011001100 sx", Facility = Facility.Vsx)]
    [Pattern<SingleFormat, Indexed>(
        "stxsspx",
        "011111 xs ra0 rb 1010001100 sx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<UnsignedWord, Indexed>(
        "stxsiwx",
        "011111 xs ra0 rb 0010001100 sx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<UnsignedByte, Indexed>(
        "stxsibx",
        "011111 xs ra0 rb 1110001101 sx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    [Pattern<UnsignedHalf, Indexed>(
        "stxsihx",
        "011111 xs ra0 rb 1110101101 sx",
        Facility = Facility.VsxOrVector,
        Since = IsaLevel.V300
    )]
    [Pattern<DoubleFormat, Displaced>(
        "stxsd",
        "111101 vs ra0 ds 10",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<SingleFormat, Displaced>(
        "stxssp",
        "111101 vs ra0 ds 11",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* Store<TFormat, TAddress, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFormat : struct, IStorageFormat
        where TAddress : struct, IAddress
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var value = PowerCpuState.At(s, (ushort)(op->T + 8));
        return TFormat.Write<TEndian>(op, cpu, TAddress.Of<TMode>(s, op), value) ? op + 1 : null;
    }
}
