using System;
using System.Buffers.Binary;

namespace ReplayEmu.Guests.Assembly;

/// <summary>Segment descriptors and gates (Intel SDM volume 3, sections 3.4.5 and 6.11).</summary>
internal static class Descriptors
{
    public const ushort CodeSelector = 0x08;
    public const ushort DataSelector = 0x10;

    /// <summary>Null, flat 32-bit code, flat 32-bit data.</summary>
    public static byte[] FlatTable()
    {
        var table = new byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(CodeSelector), 0x00CF_9B00_0000_FFFF);
        BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(DataSelector), 0x00CF_9300_0000_FFFF);
        return table;
    }

    /// <summary>The operand of LGDT and LIDT: limit, base.</summary>
    public static byte[] Pointer(int size, uint address)
    {
        var pointer = new byte[6];
        BinaryPrimitives.WriteUInt16LittleEndian(pointer, (ushort)(size - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(pointer.AsSpan(2), address);
        return pointer;
    }

    /// <summary>The two words of a 32-bit interrupt gate of privilege 0.</summary>
    public static (uint Low, uint High) InterruptGate(uint handler) =>
        (((uint)CodeSelector << 16) | (handler & 0xFFFF), (handler & 0xFFFF_0000) | 0x8E00);
}
