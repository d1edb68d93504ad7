using System;
using System.Buffers.Binary;
using System.Text;
using ReplayEmu.Machine;

namespace ReplayEmu.Trace.Records;

/// <summary>How a recording ended.</summary>
/// <param name="Reason">Why the machine stopped.</param>
/// <param name="ExitCode">What the guest left.</param>
/// <param name="Detail">What was missing, after <see cref="StopReason.Unimplemented"/>; otherwise empty.</param>
/// <param name="Digest">State at the end.</param>
public sealed record EndValue(StopReason Reason, int ExitCode, string Detail, DigestValue Digest)
{
    private const int MaxDetailBytes = 1024;

    /// <summary>u8 reason, i32 exit code, u16 length and UTF-8 text of the detail, digest.</summary>
    public byte[] ToBytes()
    {
        var text = Encoding.UTF8.GetBytes(Detail);
        var textLength = Math.Min(text.Length, MaxDetailBytes);
        var digest = Digest.ToBytes();
        var bytes = new byte[7 + textLength + digest.Length];
        bytes[0] = (byte)Reason;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), ExitCode);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(5), (ushort)textLength);
        text.AsSpan(0, textLength).CopyTo(bytes.AsSpan(7));
        digest.CopyTo(bytes, 7 + textLength);
        return bytes;
    }

    /// <summary>Null when the bytes are no end record.</summary>
    public static EndValue? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 7)
        {
            return null;
        }

        var textLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[5..]);
        if (textLength > MaxDetailBytes || bytes.Length < 7 + textLength)
        {
            return null;
        }

        return DigestValue.FromBytes(bytes[(7 + textLength)..]) is { } digest
            ? new EndValue(
                (StopReason)bytes[0],
                BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]),
                Encoding.UTF8.GetString(bytes.Slice(7, textLength)),
                digest
            )
            : null;
    }
}
