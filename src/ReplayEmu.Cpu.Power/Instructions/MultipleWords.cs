using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>
/// Load and store multiple, and strings (Book I, 3.3.5 and 3.3.6): big-endian only, otherwise an alignment interrupt. They may be
/// interrupted in the middle and begin again.
/// </summary>
internal static unsafe class MultipleWords
{
    [Pattern("lmw", "101110 rt ra0 si")]
    public static DecodedOp* LoadMultiple<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (TEndian.IsLittle)
        {
            return cpu.Misaligned(op, Displaced.Of<TMode>(s, op));
        }

        var address = Displaced.Of<TMode>(s, op);
        for (var register = op->T >> 3; register < 32; register++)
        {
            if (!Access.Read<uint, TEndian>(op, cpu, address, out var value))
            {
                return null;
            }

            s->Gpr[register] = value;
            address = TMode.Address(address + 4);
        }

        return op + 1;
    }

    [Pattern("stmw", "101111 rs ra0 si")]
    public static DecodedOp* StoreMultiple<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (TEndian.IsLittle)
        {
            return cpu.Misaligned(op, Displaced.Of<TMode>(s, op));
        }

        var address = Displaced.Of<TMode>(s, op);
        for (var register = op->T >> 3; register < 32; register++)
        {
            if (!Access.Write<uint, TEndian>(op, cpu, address, (uint)s->Gpr[register]))
            {
                return null;
            }

            address = TMode.Address(address + 4);
        }

        return op + 1;
    }

    [Pattern("lswi", "011111 rt ra0 nb:5 1001010101 -")]
    public static DecodedOp* LoadStringImmediate<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        LoadString<TEndian, TMode>(s, op, cpu, TMode.Address(Operand.A(s, op)), ImmediateLength(op));

    [Pattern("lswx", "011111 rt ra0 rb 1000010101 -")]
    public static DecodedOp* LoadStringIndexed<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        LoadString<TEndian, TMode>(s, op, cpu, Indexed.Of<TMode>(s, op), (int)s->Xer & 127);

    [Pattern("stswi", "011111 rs ra0 nb:5 1011010101 -")]
    public static DecodedOp* StoreStringImmediate<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        StoreString<TEndian, TMode>(s, op, cpu, TMode.Address(Operand.A(s, op)), ImmediateLength(op));

    [Pattern("stswx", "011111 rs ra0 rb 1010010101 -")]
    public static DecodedOp* StoreStringIndexed<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        StoreString<TEndian, TMode>(s, op, cpu, Indexed.Of<TMode>(s, op), (int)s->Xer & 127);

    private static int ImmediateLength(DecodedOp* op) => (op->Word >> 11 & 31) is var n and not 0 ? (int)n : 32;

    private static DecodedOp* LoadString<TEndian, TMode>(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu,
        ulong address,
        int length
    )
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (TEndian.IsLittle)
        {
            return cpu.Misaligned(op, address);
        }

        for (var i = 0; i < length; i++)
        {
            if (!Access.Read<byte, TEndian>(op, cpu, TMode.Address(address + (ulong)i), out var value))
            {
                return null;
            }

            var register = &s->Gpr[((op->T >> 3) + (i >> 2)) & 31];
            *register = ((i & 3) == 0 ? 0 : *register) | ((ulong)value << (24 - (8 * (i & 3))));
        }

        return op + 1;
    }

    private static DecodedOp* StoreString<TEndian, TMode>(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu,
        ulong address,
        int length
    )
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (TEndian.IsLittle)
        {
            return cpu.Misaligned(op, address);
        }

        for (var i = 0; i < length; i++)
        {
            var value = (byte)(s->Gpr[((op->T >> 3) + (i >> 2)) & 31] >> (24 - (8 * (i & 3))));
            if (!Access.Write<byte, TEndian>(op, cpu, TMode.Address(address + (ulong)i), value))
            {
                return null;
            }
        }

        return op + 1;
    }
}
