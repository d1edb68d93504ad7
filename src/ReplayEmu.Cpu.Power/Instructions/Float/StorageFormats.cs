using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Mmu;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>How a number of a scalar register is in storage.</summary>
internal unsafe interface IStorageFormat
{
    /// <summary>False after an interrupt was taken.</summary>
    static abstract bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder;

    static abstract bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder;
}

/// <summary>64 bits as they are.</summary>
internal readonly unsafe struct DoubleFormat : IStorageFormat
{
    public static bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder => Access.Read<ulong, TEndian>(op, cpu, address, out value);

    public static bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder => Access.Write<ulong, TEndian>(op, cpu, address, value);
}

/// <summary>Single precision in storage, double in the register.</summary>
internal readonly unsafe struct SingleFormat : IStorageFormat
{
    public static bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder
    {
        var done = Access.Read<uint, TEndian>(op, cpu, address, out var single);
        value = Formats.Widen(single);
        return done;
    }

    public static bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder => Access.Write<uint, TEndian>(op, cpu, address, Formats.Narrow(value));
}

/// <summary>A signed word, of 64 bits in the register.</summary>
internal readonly unsafe struct SignedWord : IStorageFormat
{
    public static bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder
    {
        var done = Access.Read<int, TEndian>(op, cpu, address, out var word);
        value = (ulong)(long)word;
        return done;
    }

    public static bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder => Access.Write<uint, TEndian>(op, cpu, address, (uint)value);
}

/// <summary>A word, the low half of the register.</summary>
internal readonly unsafe struct UnsignedWord : IStorageFormat
{
    public static bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder
    {
        var done = Access.Read<uint, TEndian>(op, cpu, address, out var word);
        value = word;
        return done;
    }

    public static bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder => Access.Write<uint, TEndian>(op, cpu, address, (uint)value);
}

/// <summary>A halfword, the low quarter of the register.</summary>
internal readonly unsafe struct UnsignedHalf : IStorageFormat
{
    public static bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder
    {
        var done = Access.Read<ushort, TEndian>(op, cpu, address, out var half);
        value = half;
        return done;
    }

    public static bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder => Access.Write<ushort, TEndian>(op, cpu, address, (ushort)value);
}

/// <summary>A byte, the last of the register.</summary>
internal readonly unsafe struct UnsignedByte : IStorageFormat
{
    public static bool Read<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out ulong value)
        where TEndian : struct, IByteOrder
    {
        var done = Access.Read<byte, TEndian>(op, cpu, address, out var read);
        value = read;
        return done;
    }

    public static bool Write<TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, ulong value)
        where TEndian : struct, IByteOrder => Access.Write<byte, TEndian>(op, cpu, address, (byte)value);
}
