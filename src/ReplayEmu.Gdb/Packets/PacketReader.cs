using System;
using System.Collections.Generic;

namespace ReplayEmu.Gdb.Packets;

/// <summary>What a byte of the remote protocol completed.</summary>
public enum PacketEvent
{
    None,

    /// <summary>A packet with a good checksum is in <see cref="PacketReader.Content"/>.</summary>
    Packet,

    /// <summary>A packet with a bad checksum, or a too long one.</summary>
    Damaged,

    /// <summary>The other side did not understand the last packet.</summary>
    Repeat,

    /// <summary>Ctrl-C.</summary>
    Interrupt,
}

/// <summary>Takes packets of gdb's remote protocol out of a stream of bytes that may be anything. Holds a bounded packet.</summary>
public sealed class PacketReader
{
    /// <summary>Bytes of a packet between $ and #.</summary>
    public const int MaxPacket = 16 << 10;

    private readonly List<byte> content = [];
    private State state;
    private byte sum;
    private int claimed;
    private bool tooLong;

    private enum State
    {
        Between,
        Inside,
        Escaped,
        FirstDigit,
        SecondDigit,
    }

    /// <summary>The packet, escapes undone.</summary>
    public ReadOnlySpan<byte> Content => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(content);

    public PacketEvent Take(byte value)
    {
        switch (state)
        {
            case State.Between:
                return TakeBetween(value);
            case State.Inside or State.Escaped when value == '$':
                Begin();
                return PacketEvent.None;
            case State.Inside when value == '#':
                state = State.FirstDigit;
                return PacketEvent.None;
            case State.Inside when value == '}':
                sum += value;
                state = State.Escaped;
                return PacketEvent.None;
            case State.Inside:
                Add(value, value);
                return PacketEvent.None;
            case State.Escaped:
                Add(value, (byte)(value ^ 0x20));
                state = State.Inside;
                return PacketEvent.None;
            case State.FirstDigit:
                claimed = Hex.Digit(value) << 4;
                state = State.SecondDigit;
                return PacketEvent.None;
            default:
                state = State.Between;
                var good = claimed >= 0 && Hex.Digit(value) >= 0 && (claimed | Hex.Digit(value)) == sum && !tooLong;
                return good ? PacketEvent.Packet : PacketEvent.Damaged;
        }
    }

    private PacketEvent TakeBetween(byte value)
    {
        if (value == '$')
        {
            Begin();
        }

        return value switch
        {
            3 => PacketEvent.Interrupt,
            (byte)'-' => PacketEvent.Repeat,
            _ => PacketEvent.None,
        };
    }

    private void Begin()
    {
        content.Clear();
        (sum, claimed, tooLong) = (0, 0, false);
        state = State.Inside;
    }

    private void Add(byte raw, byte value)
    {
        sum += raw;
        if (content.Count < MaxPacket)
        {
            content.Add(value);
        }
        else
        {
            tooLong = true;
        }
    }
}
