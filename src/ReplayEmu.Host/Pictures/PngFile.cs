using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;
using ReplayEmu.Host.Files;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Host.Pictures;

/// <summary>Writes pictures as PNG (ISO/IEC 15948): true colour, 8 bits, no filter.</summary>
public static class PngFile
{
    private static readonly byte[] signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <param name="path">Created or replaced.</param>
    /// <param name="picture">At least one pixel.</param>
    /// <exception cref="HostException">The file cannot be written.</exception>
    public static void Write(string path, ScreenPicture picture)
    {
        using var file = new OutputFileStream(path, "screenshot");
        file.Write(Encode(picture));
    }

    /// <summary>The whole file.</summary>
    public static byte[] Encode(ScreenPicture picture)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(picture.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(picture.Height, 1);
        using var output = new MemoryStream();
        output.Write(signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 8;
        header[9] = 2;
        Chunk(output, "IHDR"u8, header);
        Chunk(output, "IDAT"u8, Compress(picture));
        Chunk(output, "IEND"u8, []);
        return output.ToArray();
    }

    /// <summary>Each line begins with the number of its filter, which is none.</summary>
    private static byte[] Compress(ScreenPicture picture)
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            var stride = 3 * picture.Width;
            for (var y = 0; y < picture.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(picture.Rgb.Span.Slice(y * stride, stride));
            }
        }

        return bytes.ToArray();
    }

    private static void Chunk(MemoryStream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        output.Write(number);
    }
}
