using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace ReplayEmu.Host.Tests.Images;

/// <summary>
/// A qcow2 image of four clusters of 4 KiB: stored bytes 0x11, bytes 0x22 deflated, zeros by flag, and one that is not there.
/// </summary>
internal sealed class Qcow2Builder
{
    public const int ClusterBytes = 4096;
    private const int L1At = ClusterBytes;
    private const int L2At = 2 * ClusterBytes;
    private const int DataAt = 3 * ClusterBytes;
    private const int CompressedAt = 4 * ClusterBytes;

    public uint Version { get; init; } = 3;

    public ulong Features { get; init; }

    public string? Backing { get; init; }

    public string? BackingFormat { get; init; }

    public byte[] Build()
    {
        var file = new byte[5 * ClusterBytes];
        new byte[] { (byte)'Q', (byte)'F', (byte)'I', 0xfb }.CopyTo(file, 0);
        Word(file, 4, Version);
        Word(file, 20, 12);
        Long(file, 24, 4 * ClusterBytes);
        Word(file, 36, 1);
        Long(file, 40, L1At);
        Long(file, 72, Features);
        Word(file, 100, 104);
        var at = 104;
        if (BackingFormat is { } format)
        {
            Word(file, at, 0xe2792aca);
            Word(file, at + 4, (uint)format.Length);
            Encoding.ASCII.GetBytes(format).CopyTo(file, at + 8);
            at += 16;
        }

        if (Backing is { } name)
        {
            Long(file, 8, 1024);
            Word(file, 16, (uint)name.Length);
            Encoding.ASCII.GetBytes(name).CopyTo(file, 1024);
        }

        Long(file, L1At, L2At | (1UL << 63));
        Long(file, L2At, DataAt | (1UL << 63));
        file.AsSpan(DataAt, ClusterBytes).Fill(0x11);
        var deflated = Deflate();
        deflated.CopyTo(file, CompressedAt);
        // 58 bits of place and 4 of sectors for clusters of 4 KiB.
        var sectors = (ulong)((deflated.Length - 1) / 512);
        Long(file, L2At + 8, (1UL << 62) | (sectors << 58) | CompressedAt);
        Long(file, L2At + 16, Version == 3 ? 1UL : 0);
        return file;
    }

    public static void Word(byte[] file, int at, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);

    public static void Long(byte[] file, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(at), value);

    private static byte[] Deflate()
    {
        var cluster = new byte[ClusterBytes];
        cluster.AsSpan().Fill(0x22);
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Optimal))
        {
            deflate.Write(cluster);
        }

        return bytes.ToArray();
    }
}
