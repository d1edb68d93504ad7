using System;
using System.Collections.Generic;

namespace ReplayEmu.EndToEnd.Tests.Exports;

/// <summary>Takes protocol buffers apart, after their encoding guide: what has wire type 0 has a value, what has 2 has bytes.</summary>
internal static class Protobuf
{
    internal static IEnumerable<Field> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length; )
        {
            var tag = Varint(message, ref at);
            var value = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    yield return new Field((int)(tag >> 3), value, []);
                    break;
                case 2:
                    yield return new Field((int)(tag >> 3), 0, message[at..(at + (int)value)]);
                    at += (int)value;
                    break;
                default:
                    throw new FormatException($"wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    internal readonly record struct Field(int Number, ulong Value, byte[] Bytes);
}
