using System;
using System.Buffers;
using System.Text;

namespace ReplayEmu.Cli.Exports;

/// <summary>Encodes protocol buffers: varints, fixed 64-bit numbers, and what has a length. A message is built before its parent.</summary>
internal sealed class ProtobufWriter
{
    private const int VarintType = 0;
    private const int LengthType = 2;
    private readonly ArrayBufferWriter<byte> bytes = new();

    public ReadOnlySpan<byte> Bytes => bytes.WrittenSpan;

    public ProtobufWriter Number(int field, ulong value)
    {
        Varint((uint)((field << 3) | VarintType));
        Varint(value);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Length(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Length(field, message.Bytes);

    private ProtobufWriter Length(int field, ReadOnlySpan<byte> content)
    {
        Varint((uint)((field << 3) | LengthType));
        Varint((ulong)content.Length);
        bytes.Write(content);
        return this;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            bytes.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        bytes.Write([(byte)value]);
    }
}
