using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using NUnit.Framework;
using ReplayEmu.Host.Pictures;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Host.Tests.Pictures;

internal sealed class PngFileTests
{
    private static readonly byte[] pixels = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7];

    [Test]
    public void It_begins_with_signature_and_size() =>
        Assert.That(
            Convert.ToHexString(Encode().AsSpan(0, 29)),
            Is.EqualTo("89504E470D0A1A0A" + "0000000D" + "49484452" + "00000002" + "00000002" + "0802000000")
        );

    [Test]
    public void A_chunk_ends_with_its_checksum() =>
        // The end chunk is the same in every file.
        Assert.That(Convert.ToHexString(Encode().AsSpan()[^12..]), Is.EqualTo("0000000049454E44AE426082"));

    [Test]
    public void The_lines_have_no_filter()
    {
        var file = Encode();
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        zlib.CopyTo(lines);
        Assert.That(lines.ToArray(), Is.EqualTo(new byte[] { 0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 9, 8, 7 }));
    }

    private static byte[] Encode() => PngFile.Encode(new ScreenPicture(2, 2, pixels));
}
