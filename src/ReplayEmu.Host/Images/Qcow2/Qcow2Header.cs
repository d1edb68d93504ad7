using System;
using System.Buffers.Binary;
using System.Text;

namespace ReplayEmu.Host.Images.Qcow2;

/// <summary>The header of a qcow2 image (QEMU, docs/interop/qcow2.txt), checked: nothing in it is believed.</summary>
internal sealed record Qcow2Header
{
    private const int Version2Bytes = 72;
    private const int Version3Bytes = 104;
    private const int MostBackingBytes = 1023;
    private const int MostL1Bytes = 32 << 20;
    private const ulong FeatureDirty = 1;
    private const ulong FeatureCorrupt = 2;
    private const ulong FeatureDataFile = 4;
    private const ulong FeatureCompression = 8;
    private const ulong FeatureExtendedL2 = 16;
    private const uint ExtensionEnd = 0;
    private const uint ExtensionBackingFormat = 0xe2792aca;

    /// <summary>The first four bytes.</summary>
    internal static ReadOnlySpan<byte> Magic => [(byte)'Q', (byte)'F', (byte)'I', 0xfb];

    /// <summary>log2 of a cluster's bytes, 9 to 21.</summary>
    internal required int ClusterBits { get; init; }

    /// <summary>Bytes that the guest sees.</summary>
    internal required long Size { get; init; }

    internal required int L1Entries { get; init; }

    internal required long L1Offset { get; init; }

    /// <summary>Name of the image below this one as the file has it; null when there is none.</summary>
    internal required string? BackingFile { get; init; }

    /// <summary><c>raw</c>, <c>qcow2</c>, or null when it is not said.</summary>
    internal required string? BackingFormat { get; init; }

    /// <exception cref="HostException">It is no qcow2 image, or one that is not supported.</exception>
    internal static Qcow2Header Read(UnchangingFile file)
    {
        var bytes = new byte[Version3Bytes];
        file.Read(0, bytes);
        if (!bytes.AsSpan(0, 4).SequenceEqual(Magic))
        {
            throw Bad(file, "it does not begin as a qcow2 image");
        }

        var version = Word(bytes, 4);
        if (version is not (2 or 3))
        {
            throw Bad(file, $"qcow2 version {version} is not supported; convert it with: qemu-img convert -O qcow2");
        }

        if (Word(bytes, 32) != 0)
        {
            throw Bad(file, "it is encrypted");
        }

        var headerBytes = version == 2 ? Version2Bytes : (long)Word(bytes, 100);
        if (version == 3)
        {
            CheckFeatures(file, Long(bytes, 72));
        }

        var bits = (int)Math.Min(Word(bytes, 20), 64);
        var size = Long(bytes, 24);
        var entries = Word(bytes, 36);
        var table = Long(bytes, 40);
        if (bits is < 9 or > 21 || headerBytes < Version2Bytes || headerBytes > 1L << bits)
        {
            throw Bad(file, $"its clusters have 2^{bits} bytes and its header {headerBytes}");
        }

        if (size is 0 or > long.MaxValue)
        {
            throw Bad(file, $"it says that its disk has {size} bytes");
        }

        // An entry of the first table stands for a table of clusters, a cluster of 8-byte entries.
        var perEntry = 1UL << ((2 * bits) - 3);
        if (entries > MostL1Bytes / 8 || (UInt128)entries * perEntry < size)
        {
            throw Bad(file, $"a table of {entries} entries does not fit a disk of {size} bytes");
        }

        if (table % (1UL << bits) != 0 || table > (ulong)file.Size || (ulong)file.Size - table < entries * 8UL)
        {
            throw Bad(file, "its table lies outside of the file");
        }

        return new Qcow2Header
        {
            ClusterBits = bits,
            Size = (long)size,
            L1Entries = (int)entries,
            L1Offset = (long)table,
            BackingFile = ReadBacking(file, Long(bytes, 8), Word(bytes, 16)),
            BackingFormat = ReadBackingFormat(file, headerBytes, 1L << bits),
        };
    }

    internal static HostException Bad(UnchangingFile file, string what) =>
        new($"cannot use image '{file.Path}': {what}");

    private static void CheckFeatures(UnchangingFile file, ulong features)
    {
        var reason =
            (features & FeatureCorrupt) != 0 ? "QEMU has marked it as corrupt; repair it with: qemu-img check -r all"
            : (features & FeatureDataFile) != 0
                ? "its data are in another file; convert it with: qemu-img convert -O qcow2"
            : (features & FeatureCompression) != 0
                ? "its clusters are compressed with zstd; convert it with: qemu-img convert -O qcow2"
            : (features & FeatureExtendedL2) != 0 ? "it has subclusters; convert it with: qemu-img convert -O qcow2"
            : (features & ~FeatureDirty) != 0 ? $"it needs unknown features (0x{features:x})"
            : null;
        if (reason is not null)
        {
            throw Bad(file, reason);
        }
    }

    private static string? ReadBacking(UnchangingFile file, ulong offset, uint length)
    {
        if (offset == 0)
        {
            return null;
        }

        if (length is 0 or > MostBackingBytes || offset > (ulong)file.Size - Math.Min((ulong)file.Size, length))
        {
            throw Bad(file, "the name of its backing file lies outside of the file");
        }

        var name = new byte[length];
        file.Read((long)offset, name);
        return Encoding.UTF8.GetString(name);
    }

    private static string? ReadBackingFormat(UnchangingFile file, long at, long end)
    {
        Span<byte> head = stackalloc byte[8];
        while (at + 8 <= end)
        {
            file.Read(at, head);
            var kind = BinaryPrimitives.ReadUInt32BigEndian(head);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            if (kind == ExtensionEnd || length > end - at - 8)
            {
                break;
            }

            if (kind == ExtensionBackingFormat && length <= 16)
            {
                var name = new byte[length];
                file.Read(at + 8, name);
                return Encoding.ASCII.GetString(name);
            }

            at += 8 + ((length + 7) & ~7L);
        }

        return null;
    }

    private static uint Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    private static ulong Long(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at));
}
