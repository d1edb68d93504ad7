using System;
using System.Buffers.Binary;

namespace ReplayEmu.Devices.Network.User;

/// <summary>Answers every question for an IPv4 address with the router's, and other questions with nothing (RFC 1035).</summary>
internal static class DnsServer
{
    public const ushort Port = 53;
    private const int Header = 12;
    private const ushort AddressType = 1;
    private const ushort Internet = 1;
    private const int LongestMessage = 512;

    /// <summary>The answer to a query, or null when it is none.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> query)
    {
        var isQuery =
            query.Length is >= Header and <= LongestMessage
            && (query[2] & 0xf8) == 0
            && BinaryPrimitives.ReadUInt16BigEndian(query[4..]) == 1;
        if (!isQuery || EndOfName(query) is not { } end || end + 4 > query.Length)
        {
            return null;
        }

        var isAddress =
            BinaryPrimitives.ReadUInt16BigEndian(query[end..]) == AddressType
            && BinaryPrimitives.ReadUInt16BigEndian(query[(end + 2)..]) == Internet;
        var question = query[Header..(end + 4)];
        // An answer, recursion available; the name is a pointer to the question.
        byte[] head =
        [
            query[0],
            query[1],
            (byte)(0x80 | (query[2] & 1)),
            0x80,
            0,
            1,
            0,
            (byte)(isAddress ? 1 : 0),
            0,
            0,
            0,
            0,
        ];
        return isAddress
            ? [.. head, .. question, 0xc0, Header, 0, 1, 0, 1, 0, 0, 0x0e, 0x10, 0, 4, 10, 0, 2, 2]
            : [.. head, .. question];
    }

    private static int? EndOfName(ReadOnlySpan<byte> query)
    {
        var at = Header;
        while (at < query.Length && query[at] is > 0 and < 64)
        {
            at += query[at] + 1;
        }

        return at < query.Length && query[at] == 0 ? at + 1 : null;
    }
}
