using System;
using System.Buffers.Binary;
using System.Text;

namespace ReplayEmu.Machine.State;

/// <summary>A bounded cursor over saved state that nobody vouches for.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> data)
{
    private static readonly UTF8Encoding strictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public readonly int Remaining => data.Length - Position;

    public byte Byte(string what) => Take(1, what)[0];

    public ushort UInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what));

    /// <summary>A 32-bit number from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public int Int32(string what, int minimum, int maximum)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));
        return value <= int.MaxValue && (int)value >= minimum && (int)value <= maximum
            ? (int)value
            : throw Damaged($"{what} is {value}, not {minimum} to {maximum}");
    }

    /// <summary>UTF-8 after a 16-bit length, 1 to <paramref name="maximum"/> bytes, without control characters.</summary>
    public string Text(string what, int maximum)
    {
        var length = UInt16(what);
        if (length == 0 || length > maximum)
        {
            throw Damaged($"{what} has {length} bytes, not 1 to {maximum}");
        }

        string text;
        try
        {
            text = strictUtf8.GetString(Take(length, what));
        }
        catch (DecoderFallbackException invalid)
        {
            throw new StateFormatException(
                $"saved state is damaged at byte {Position}: {what} is not valid UTF-8",
                invalid
            );
        }

        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                throw Damaged($"{what} has control characters");
            }
        }

        return text;
    }

    public ReadOnlySpan<byte> Take(int length, string what)
    {
        if (length > Remaining)
        {
            throw Damaged($"{what} needs {length} bytes, {Remaining} are left");
        }

        var taken = data.Slice(Position, length);
        Position += length;
        return taken;
    }

    public readonly StateFormatException Damaged(string why) =>
        new($"saved state is damaged at byte {Position}: {why}");
}
