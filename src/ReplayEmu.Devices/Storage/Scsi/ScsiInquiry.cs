using System;
using System.Buffers.Binary;
using System.Text;

namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>What a disk says it is (SPC-4, sections 6.6 and 7.8), as QEMU's does.</summary>
internal sealed class ScsiInquiry(byte[] id, string serial, string version)
{
    private const int StandardLength = 36;
    private const byte Version = 5;
    private const int LongestSerial = 36;
    private const int LimitsLength = 0x3c;
    private const uint MaximumTransfer = 0x3f_ffff;
    private const uint MaximumUnmap = 1 << 21;
    private const uint UnmapGranularity = 8;

    /// <summary>The standard data; longer than 36 bytes when the initiator has more room, then zeros.</summary>
    public byte[] Standard(int room)
    {
        var data = new byte[Math.Max(StandardLength, Math.Min(room, 256))];
        data[2] = Version;
        data[3] = 0x12;
        data[4] = (byte)(data.Length - 5);
        data[7] = 0x12;
        Pad(data.AsSpan(8, 8), "QEMU");
        Pad(data.AsSpan(16, 16), "QEMU HARDDISK");
        Pad(data.AsSpan(32, 4), version);
        return data;
    }

    /// <summary>A page of vital product data, or null when there is none of that number.</summary>
    public byte[]? Page(byte page) =>
        page switch
        {
            0x00 => With(page, serial.Length == 0 ? [0, 0x83, 0xb0, 0xb1, 0xb2] : [0, 0x80, 0x83, 0xb0, 0xb1, 0xb2]),
            0x80 when serial.Length != 0 => With(
                page,
                Encoding.ASCII.GetBytes(serial[..Math.Min(serial.Length, LongestSerial)])
            ),
            0x83 => With(page, id.Length == 0 ? [] : [2, 0, 0, (byte)id.Length, .. id]),
            0xb0 => With(page, Limits()),
            0xb1 => With(page, new byte[LimitsLength]),
            0xb2 => With(page, [0, 0xe0, 2, 0]),
            _ => null,
        };

    private static byte[] With(byte page, byte[] body) => [0, page, 0, (byte)body.Length, .. body];

    private static byte[] Limits()
    {
        var data = new byte[LimitsLength];
        // Write same with a count of zero is not understood.
        data[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), MaximumTransfer);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(16), MaximumUnmap);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(20), 255);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(24), UnmapGranularity);
        BinaryPrimitives.WriteUInt64BigEndian(data.AsSpan(32), MaximumTransfer);
        return data;
    }

    private static void Pad(Span<byte> target, string text)
    {
        target.Fill((byte)' ');
        Encoding.ASCII.GetBytes(text.AsSpan(0, Math.Min(text.Length, target.Length)), target);
    }
}
