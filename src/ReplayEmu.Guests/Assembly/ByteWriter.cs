using System.Collections.Generic;
using Iced.Intel;

namespace ReplayEmu.Guests.Assembly;

/// <summary>Collects the bytes of assembled code.</summary>
internal sealed class ByteWriter : CodeWriter
{
    private readonly List<byte> bytes = [];

    public override void WriteByte(byte value) => bytes.Add(value);

    public byte[] ToArray() => [.. bytes];
}
