using System.Runtime.CompilerServices;

namespace ReplayEmu.Trace.Records;

/// <summary>Variable-length numbers: seven bits a byte, the lowest first, bit 7 set on all but the last; at most ten bytes.</summary>
internal static class Varint
{
    internal const int MaxBytes = 10;

    /// <summary>Writes at <paramref name="at"/>; the caller has made sure of <see cref="MaxBytes"/> bytes of room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(byte[] buffer, int at, ulong value)
    {
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        return at;
    }

    /// <summary>Small numbers of either sign become small numbers.</summary>
    internal static ulong ZigZag(ulong difference) => (difference << 1) ^ (ulong)((long)difference >> 63);

    internal static ulong UnZigZag(ulong value) => (value >> 1) ^ (0 - (value & 1));
}
