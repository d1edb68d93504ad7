using System;
using System.Buffers.Binary;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>An offload context (Intel 317453, section 3.3.6): where headers begin, and what each segment's are like.</summary>
/// <param name="words">As the descriptor has them.</param>
internal readonly ref struct E1000Context(ReadOnlySpan<uint> words)
{
    private const uint IsTcpFlag = 1u << 24;
    private const uint IsIpv4Flag = 1u << 25;
    private readonly ReadOnlySpan<uint> words = words;

    public int HeaderLength => (int)(words[3] >> 8 & 0xff);

    /// <summary>Bytes of payload in a segment.</summary>
    public int SegmentSize => (int)(words[3] >> 16);

    private bool IsTcp => (words[2] & IsTcpFlag) != 0;

    private int IpStart => (int)(words[0] & 0xff);

    private int UpperStart => (int)(words[1] & 0xff);

    /// <summary>Offset 0 stands for the place of the checksum in a TCP or UDP header.</summary>
    private int UpperOffset =>
        (words[1] >> 8 & 0xff) is var offset and not 0 ? (int)offset : UpperStart + (IsTcp ? 16 : 6);

    /// <summary>Gives a segment its lengths, identification and sequence number.</summary>
    /// <param name="number">Segments before it.</param>
    /// <param name="hasChecksum">The checksum field holds the pseudo header's sum without the length.</param>
    /// <returns>True when another segment follows.</returns>
    public bool AdjustSegment(Span<byte> frame, uint number, bool hasChecksum)
    {
        if ((words[2] & IsIpv4Flag) != 0)
        {
            Put(frame, IpStart + 2, (uint)(frame.Length - IpStart));
            Put(frame, IpStart + 4, Get(frame, IpStart + 4) + number);
        }
        else
        {
            Put(frame, IpStart + 4, (uint)(frame.Length - IpStart));
        }

        var length = (uint)(frame.Length - UpperStart);
        var isMore = false;
        if (IsTcp)
        {
            var sent = number * (uint)SegmentSize;
            var sequence = ((Get(frame, UpperStart + 4) << 16) | Get(frame, UpperStart + 6)) + sent;
            Put(frame, UpperStart + 4, sequence >> 16);
            Put(frame, UpperStart + 6, sequence);
            isMore = (words[2] & 0xf_ffff) > sent + (uint)SegmentSize;
            if (isMore && UpperStart + 13 < frame.Length)
            {
                // Only the last segment has PSH and FIN.
                frame[UpperStart + 13] &= unchecked((byte)~9);
            }
        }
        else
        {
            Put(frame, UpperStart + 4, length);
        }

        if (hasChecksum)
        {
            var sum = Get(frame, UpperOffset) + length;
            Put(frame, UpperOffset, (sum >> 16) + (sum & 0xffff));
        }

        return isMore;
    }

    public void InsertIpChecksum(Span<byte> frame) =>
        Insert(frame, (int)(words[0] >> 8 & 0xff), IpStart, (int)(words[0] >> 16));

    /// <summary>Of TCP or UDP.</summary>
    public void InsertChecksum(Span<byte> frame) => Insert(frame, UpperOffset, UpperStart, (int)(words[1] >> 16));

    /// <param name="end">Last byte that is summed up; 0 for the frame's.</param>
    private static void Insert(Span<byte> frame, int offset, int start, int end)
    {
        var length = end != 0 && end < frame.Length ? end + 1 : frame.Length;
        if (offset >= length - 1 || start >= length)
        {
            return;
        }

        uint sum = 0;
        for (var i = start; i < length; i++)
        {
            sum += (uint)(((i - start) & 1) == 0 ? frame[i] << 8 : frame[i]);
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        var checksum = ~sum & 0xffff;
        Put(frame, offset, checksum == 0 ? 0xffff : checksum);
    }

    /// <summary>A big-endian word, 0 outside the frame.</summary>
    private static uint Get(ReadOnlySpan<byte> frame, int offset) =>
        offset + 2 <= frame.Length ? BinaryPrimitives.ReadUInt16BigEndian(frame[offset..]) : 0u;

    private static void Put(Span<byte> frame, int offset, uint value)
    {
        if (offset + 2 <= frame.Length)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[offset..], (ushort)value);
        }
    }
}
