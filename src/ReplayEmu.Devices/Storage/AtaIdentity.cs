using System;
using System.Buffers.Binary;

namespace ReplayEmu.Devices.Storage;

/// <summary>
/// The 256 words of IDENTIFY DEVICE (ATA/ATAPI-6, section 8.15) as QEMU's hard disk gives them, without the SMART feature set,
/// which is not implemented.
/// </summary>
internal static class AtaIdentity
{
    public static void Fill(Span<byte> data, AtaDrive drive, in AtaDriveState state)
    {
        data.Clear();
        var geometry = drive.Geometry;
        Put(data, 0, 0x0040);
        Put(data, 1, geometry.Cylinders);
        Put(data, 3, geometry.Heads);
        Put(data, 4, 512 * geometry.SectorsPerTrack);
        Put(data, 5, 512);
        Put(data, 6, geometry.SectorsPerTrack);
        PutText(data, 10, 20, drive.Serial);
        Put(data, 20, 3);
        Put(data, 21, 512);
        Put(data, 22, 4);
        PutText(data, 23, 8, drive.Version);
        PutText(data, 27, 40, "QEMU HARDDISK");
        Put(data, 47, 0x8000 | AtaDrive.MaximumMultiple);
        Put(data, 48, 1);
        // IORDY, LBA, DMA.
        Put(data, 49, 0x0b00);
        Put(data, 51, 0x0200);
        Put(data, 52, 0x0200);
        Put(data, 53, 0x0007);
        Put(data, 54, geometry.Cylinders);
        Put(data, 55, geometry.Heads);
        Put(data, 56, geometry.SectorsPerTrack);
        PutLong(data, 57, geometry.Capacity);
        if (state.MultipleSectors != 0)
        {
            Put(data, 59, 0x0100 | state.MultipleSectors);
        }

        PutLong(data, 60, (uint)Math.Min(drive.Disk.Sectors, 0x0fff_ffff));
        Put(data, 62, 0x07 | Selected(state, 0x10));
        Put(data, 63, 0x07 | Selected(state, 0x20));
        Put(data, 64, 0x0003);
        for (var word = 65; word <= 68; word++)
        {
            Put(data, word, 120);
        }

        if (drive.QueueDepth != 0)
        {
            Put(data, 75, drive.QueueDepth - 1);
            Put(data, 76, 0x0100);
        }

        Put(data, 80, 0x00f0);
        Put(data, 81, 0x0016);
        // Commands: NOP is not; flush cache, flush cache ext, 48-bit addresses are, supported (82 to 84) and enabled (85 to 87).
        Put(data, 82, 0x4000);
        Put(data, 83, 0x7400);
        Put(data, 84, 0x4000);
        Put(data, 85, 0x4000);
        Put(data, 86, 0x3400);
        Put(data, 87, 0x4000);
        Put(data, 88, 0x3f | Selected(state, 0x40));
        Put(data, 93, 0x6001);
        BinaryPrimitives.WriteInt64LittleEndian(data[200..], drive.Disk.Sectors);
    }

    /// <summary>The bit of the selected mode in the high byte, when it is of this kind (upper five bits of the mode).</summary>
    private static int Selected(in AtaDriveState state, int kind) =>
        (state.TransferMode & 0xf8) == kind ? 0x100 << (state.TransferMode & 7) : 0;

    private static void Put(Span<byte> data, int word, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(data[(2 * word)..], (ushort)value);

    private static void PutLong(Span<byte> data, int word, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(data[(2 * word)..], value);

    /// <summary>Text has its first character in the high byte of a word and is filled up with spaces.</summary>
    private static void PutText(Span<byte> data, int word, int length, string text)
    {
        for (var i = 0; i < length; i++)
        {
            data[(2 * word) + (i ^ 1)] = (byte)(i < text.Length ? text[i] : ' ');
        }
    }
}
