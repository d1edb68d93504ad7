using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace ReplayEmu.Devices.Network.User;

/// <summary>Gives the guest its one address (RFC 2131, RFC 2132).</summary>
internal sealed class DhcpServer(UserNetworkOptions options)
{
    public const ushort ServerPort = 67;
    public const ushort ClientPort = 68;
    private const int OptionsOffset = 240;
    private const int BootFileOffset = 108;
    private const int BootFileSize = 128;
    private const uint Cookie = 0x6382_5363;
    private const byte Discover = 1;
    private const byte Offer = 2;
    private const byte Request = 3;
    private const byte Acknowledge = 5;
    private const byte Refuse = 6;
    private const uint LeaseSeconds = 86400;

    /// <summary>The answer to a message, or null when there is none.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> message)
    {
        if (
            message.Length < OptionsOffset
            || message[0] != 1
            || BinaryPrimitives.ReadUInt32BigEndian(message[236..]) != Cookie
        )
        {
            return null;
        }

        byte kind = 0;
        uint wanted = 0;
        var rest = message[OptionsOffset..];
        while (rest.Length >= 2 && rest[0] != 0xff)
        {
            if (rest[0] == 0)
            {
                rest = rest[1..];
                continue;
            }

            var length = Math.Min((int)rest[1], rest.Length - 2);
            var value = rest.Slice(2, length);
            kind = rest[0] == 53 && length >= 1 ? value[0] : kind;
            wanted = rest[0] == 50 && length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(value) : wanted;
            rest = rest[(2 + length)..];
        }

        var current = BinaryPrimitives.ReadUInt32BigEndian(message[12..]);
        return kind switch
        {
            Discover => Make(message, Offer),
            Request when (wanted == 0 ? current : wanted) is 0 or UserNetworkOptions.Guest => Make(
                message,
                Acknowledge
            ),
            Request => Make(message, Refuse),
            _ => null,
        };
    }

    private static void Long(List<byte> list, byte option, uint value) =>
        list.AddRange([option, 4, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private byte[] Make(ReadOnlySpan<byte> message, byte kind)
    {
        var head = new byte[OptionsOffset];
        // Transaction, flags, relay and hardware address are the client's.
        message[..44].CopyTo(head);
        head[0] = 2;
        head.AsSpan(8, 2).Clear();
        head.AsSpan(12, 12).Clear();
        var isGiven = kind != Refuse;
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(16), isGiven ? UserNetworkOptions.Guest : 0);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(20), UserNetworkOptions.Host);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(236), Cookie);
        var file = Encoding.UTF8.GetBytes(options.BootFile).AsSpan();
        file[..Math.Min(file.Length, BootFileSize - 1)].CopyTo(head.AsSpan(BootFileOffset));
        List<byte> list = [.. head, 53, 1, kind];
        Long(list, 54, UserNetworkOptions.Host);
        if (isGiven)
        {
            Long(list, 1, UserNetworkOptions.Mask);
            Long(list, 3, UserNetworkOptions.Host);
            Long(list, 6, UserNetworkOptions.Names);
            Long(list, 51, LeaseSeconds);
            var name = Encoding.UTF8.GetBytes(options.HostName);
            if (name.Length is > 0 and < 64)
            {
                list.AddRange([12, (byte)name.Length, .. name]);
            }
        }

        list.Add(0xff);
        while (list.Count < 300)
        {
            list.Add(0);
        }

        return [.. list];
    }
}
