using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images.Qcow2;

/// <summary>
/// A qcow2 image, version 2 or 3, read only: allocated, zero and deflated clusters, and a backing file beside it. Internal
/// snapshots are not looked at. Every offset is checked against the file; what lies behind its end reads as zeros.
/// </summary>
public sealed class Qcow2Image : IDiskImage
{
    private const int MostBackingFiles = 16;
    private const int MostTables = 64;
    private const int MostClusters = 16;
    private const ulong OffsetMask = 0x00ff_ffff_ffff_fe00;
    private const ulong CompressedFlag = 1UL << 62;
    private const ulong ZeroFlag = 1;

    private readonly UnchangingFile file;
    private readonly Qcow2Header header;
    private readonly IImage? backing;
    private readonly ulong[] first;
    private readonly Dictionary<long, ulong[]> tables = [];
    private readonly Dictionary<ulong, byte[]> inflated = [];

    private Qcow2Image(UnchangingFile file, int depth)
    {
        this.file = file;
        header = Qcow2Header.Read(file);
        first = ReadTable(header.L1Offset, header.L1Entries);
        backing = header.BackingFile is { } name ? OpenBacking(name, depth) : null;
    }

    public long Size => header.Size;

    public string Sha256 { get; private set; } = "";

    private int ClusterBytes => 1 << header.ClusterBits;

    /// <summary>Opens and hashes an image.</summary>
    /// <exception cref="HostException">It is damaged, or not supported.</exception>
    public static Qcow2Image Open(string path, string what)
    {
        var image = Open(path, what, 0);
        try
        {
            image.Sha256 = ImageHash.Of(image);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var within = (int)(offset & (ClusterBytes - 1));
            var part = destination[..Math.Min(destination.Length, ClusterBytes - within)];
            if (offset >= Size)
            {
                part.Clear();
            }
            else
            {
                ReadCluster(offset, within, part);
                if (offset + part.Length > Size)
                {
                    part[(int)(Size - offset)..].Clear();
                }
            }

            destination = destination[part.Length..];
            offset += part.Length;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        (backing as IDisposable)?.Dispose();
    }

    private static Qcow2Image Open(string path, string what, int depth)
    {
        var file = UnchangingFile.Open(path, what);
        try
        {
            return new Qcow2Image(file, depth);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void ReadCluster(long offset, int within, Span<byte> part)
    {
        var entry = Entry(offset);
        if ((entry & CompressedFlag) != 0)
        {
            Inflated(entry).AsSpan(within, part.Length).CopyTo(part);
        }
        else if ((entry & ZeroFlag) != 0)
        {
            part.Clear();
        }
        else if ((entry & OffsetMask) is not 0 and var place)
        {
            CheckAligned(place);
            file.Read((long)place + within, part);
        }
        else if (backing is not null)
        {
            backing.Read(offset, part);
        }
        else
        {
            part.Clear();
        }
    }

    /// <summary>The entry of the second table for a byte of the disk; 0 where nothing is allocated.</summary>
    private ulong Entry(long offset)
    {
        var perTable = header.ClusterBits - 3;
        var cluster = offset >> header.ClusterBits;
        var place = (long)(first[(int)(cluster >> perTable)] & OffsetMask);
        if (place == 0)
        {
            return 0;
        }

        if (!tables.TryGetValue(place, out var table))
        {
            CheckAligned((ulong)place);
            if (tables.Count >= MostTables)
            {
                tables.Clear();
            }

            tables[place] = table = ReadTable(place, 1 << perTable);
        }

        return table[(int)(cluster & ((1 << perTable) - 1))];
    }

    private ulong[] ReadTable(long place, int entries)
    {
        var bytes = new byte[entries * 8];
        file.Read(place, bytes);
        var table = new ulong[entries];
        for (var i = 0; i < entries; i++)
        {
            table[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(i * 8));
        }

        return table;
    }

    private void CheckAligned(ulong place)
    {
        if (place % (ulong)ClusterBytes != 0)
        {
            throw Qcow2Header.Bad(file, $"it is damaged: a cluster at {place}; check it with: qemu-img check");
        }
    }

    /// <summary>A compressed cluster: deflate without a header, in so many sectors of 512 bytes.</summary>
    private byte[] Inflated(ulong entry)
    {
        if (inflated.TryGetValue(entry, out var cluster))
        {
            return cluster;
        }

        var split = 62 - (header.ClusterBits - 8);
        var place = (long)(entry & ((1UL << split) - 1));
        var sectors = (int)((entry & (CompressedFlag - 1)) >> split) + 1;
        var compressed = new byte[(sectors * 512) - (int)(place & 511)];
        file.Read(place, compressed);
        cluster = new byte[ClusterBytes];
        try
        {
            using var deflate = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
            deflate.ReadExactly(cluster);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw Qcow2Header.Bad(
                file,
                $"it is damaged: the compressed cluster at {place} is none; check it with: qemu-img check"
            );
        }

        if (inflated.Count >= MostClusters)
        {
            inflated.Clear();
        }

        return inflated[entry] = cluster;
    }

    /// <summary>Only files beside the image: a foreign image must not be able to name any file of this host.</summary>
    private IImage OpenBacking(string name, int depth)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? "/";
        var isName = !name.Contains(':', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal);
        var path = isName ? Path.GetFullPath(Path.Combine(folder, name)) : "";
        if (!isName || Path.GetDirectoryName(path) != folder)
        {
            throw Qcow2Header.Bad(
                file,
                $"its backing file '{name}' is not in its own folder; put it there and use: qemu-img rebase -u"
            );
        }

        if (depth >= MostBackingFiles)
        {
            throw Qcow2Header.Bad(file, $"more than {MostBackingFiles} backing files, or files that are each other's");
        }

        return header.BackingFormat switch
        {
            "qcow2" => Open(path, "backing file", depth + 1),
            "raw" => FileImage.Open(path, "backing file"),
            null => throw Qcow2Header.Bad(
                file,
                "it does not say the format of its backing file; use: qemu-img rebase -u -F raw|qcow2"
            ),
            var other => throw Qcow2Header.Bad(file, $"its backing file has the format '{other}'"),
        };
    }
}
