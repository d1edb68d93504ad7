using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>
/// Load and reserve, store conditional (Book II, 4.6.2). The reservation remembers address, size and value: a store succeeds when the
/// memory still holds that value, which with one CPU means that nothing but a device or this CPU could have changed it.
/// </summary>
internal static unsafe class Atomics
{
    [Pattern<byte>("lbarx", "011111 rt ra0 rb 0000110100 -", Since = IsaLevel.V207)]
    [Pattern<ushort>("lharx", "011111 rt ra0 rb 0001110100 -", Since = IsaLevel.V207)]
    [Pattern<uint>("lwarx", "011111 rt ra0 rb 0000010100 -")]
    [Pattern<ulong>("ldarx", "011111 rt ra0 rb 0001010100 -")]
    public static DecodedOp* LoadReserve<TValue, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = Indexed.Of<TMode>(s, op);
        if ((address & (ulong)(sizeof(TValue) - 1)) != 0)
        {
            return cpu.Misaligned(op, address);
        }

        if (!Access.Read<TValue, TEndian>(op, cpu, address, out var value))
        {
            return null;
        }

        s->ReservationAddress = address;
        s->ReservationSize = (uint)sizeof(TValue);
        s->ReservationValue = ulong.CreateTruncating(value);
        Operand.T(s, op) = s->ReservationValue;
        return op + 1;
    }

    [Pattern<byte>("stbcx.", "011111 rs ra0 rb 1010110110 1", Since = IsaLevel.V207)]
    [Pattern<ushort>("sthcx.", "011111 rs ra0 rb 1011010110 1", Since = IsaLevel.V207)]
    [Pattern<uint>("stwcx.", "011111 rs ra0 rb 0010010110 1")]
    [Pattern<ulong>("stdcx.", "011111 rs ra0 rb 0011010110 1")]
    public static DecodedOp* StoreConditional<TValue, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = Indexed.Of<TMode>(s, op);
        if ((address & (ulong)(sizeof(TValue) - 1)) != 0)
        {
            return cpu.Misaligned(op, address);
        }

        var stores = false;
        if (s->ReservationSize == (uint)sizeof(TValue) && s->ReservationAddress == address)
        {
            if (!Access.Read<TValue, TEndian>(op, cpu, address, out var present))
            {
                return null;
            }

            stores = ulong.CreateTruncating(present) == s->ReservationValue;
            if (stores && !Access.Write<TValue, TEndian>(op, cpu, address, TValue.CreateTruncating(Operand.T(s, op))))
            {
                return null;
            }
        }

        s->ReservationSize = 0;
        s->Cr[0] = (byte)((stores ? 2 : 0) | s->XerSo);
        return op + 1;
    }

    [Pattern("lqarx", "011111 rt ra0 rb 0100010100 -", Since = IsaLevel.V207)]
    public static DecodedOp* LoadQuadReserve<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if ((op->T & 8) != 0)
        {
            return Interruptions.Illegal(s, op, cpu);
        }

        var address = Indexed.Of<TMode>(s, op);
        if ((address & 15) != 0)
        {
            return cpu.Misaligned(op, address);
        }

        if (
            !Access.Read<ulong, TEndian>(op, cpu, address, out var first)
            || !Access.Read<ulong, TEndian>(op, cpu, TMode.Address(address + 8), out var second)
        )
        {
            return null;
        }

        var (high, low) = TEndian.IsLittle ? (second, first) : (first, second);
        s->ReservationAddress = address;
        s->ReservationSize = 16;
        (s->ReservationHigh, s->ReservationValue) = (high, low);
        var target = &s->Gpr[op->T >> 3];
        (target[0], target[1]) = (high, low);
        return op + 1;
    }

    [Pattern("stqcx.", "011111 rs ra0 rb 0010110110 1", Since = IsaLevel.V207)]
    public static DecodedOp* StoreQuadConditional<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if ((op->T & 8) != 0)
        {
            return Interruptions.Illegal(s, op, cpu);
        }

        var address = Indexed.Of<TMode>(s, op);
        if ((address & 15) != 0)
        {
            return cpu.Misaligned(op, address);
        }

        var stores = false;
        if (s->ReservationSize == 16 && s->ReservationAddress == address)
        {
            if (
                !Access.Read<ulong, TEndian>(op, cpu, address, out var first)
                || !Access.Read<ulong, TEndian>(op, cpu, TMode.Address(address + 8), out var second)
            )
            {
                return null;
            }

            var present = TEndian.IsLittle ? (second, first) : (first, second);
            stores = present == (s->ReservationHigh, s->ReservationValue);
            var source = &s->Gpr[op->T >> 3];
            var (low, high) = TEndian.IsLittle ? (source[1], source[0]) : (source[0], source[1]);
            if (stores && !Stores.WritePair<TEndian, TMode>(op, cpu, address, low, high))
            {
                return null;
            }
        }

        s->ReservationSize = 0;
        s->Cr[0] = (byte)((stores ? 2 : 0) | s->XerSo);
        return op + 1;
    }
}
