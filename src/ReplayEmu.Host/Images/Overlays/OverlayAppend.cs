using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>Adds a layer to an overlay file. It counts only when its last byte, the end of its checksum, is on the disk.</summary>
internal static class OverlayAppend
{
    /// <summary>Pages that a run wrote.</summary>
    internal const uint KindPages = 1;

    /// <summary>No pages: the pages of the layers before are being written to the base.</summary>
    internal const uint KindCommit = 2;

    /// <summary>Reads a page by its number into a span of a page's bytes.</summary>
    internal delegate void ReadPage(long page, Span<byte> bytes);

    /// <summary>A new overlay without layers.</summary>
    /// <exception cref="HostException">It exists already, or cannot be made.</exception>
    internal static void Create(string path, OverlayHeader header)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            file.Write(header.Encode());
            file.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw IoFailure.Describe("make overlay", path, failure);
        }
    }

    /// <param name="overlay">As it was read; what is behind its good part is overwritten.</param>
    /// <param name="kind">See the constants.</param>
    /// <param name="before">SHA-256 of the contents before.</param>
    /// <param name="pages">Ascending.</param>
    /// <param name="read">Gives their bytes.</param>
    /// <exception cref="HostException">The disk is full, or the file in use.</exception>
    internal static void Write(OverlayFile overlay, uint kind, string before, IReadOnlyList<long> pages, ReadPage read)
    {
        try
        {
            // Shared: the machine's own image has the file open too.
            using var file = new FileStream(overlay.Path, FileMode.Open, FileAccess.Write, FileShare.Read);
            if (file.Length != overlay.FileBytes)
            {
                throw new HostException(
                    $"cannot write overlay '{overlay.Path}': another run has changed it; give each run its own overlay"
                );
            }

            file.SetLength(overlay.GoodBytes);
            file.Position = overlay.GoodBytes;
            var head = new byte[OverlayFile.LayerHeadBytes];
            OverlayFile.LayerMagic.CopyTo(head);
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), (uint)pages.Count);
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), kind);
            Convert.FromHexString(before).CopyTo(head, 24);
            var hash = new XxHash64();
            Put(file, hash, head);
            var number = new byte[8];
            foreach (var page in pages)
            {
                BinaryPrimitives.WriteInt64LittleEndian(number, page);
                Put(file, hash, number);
            }

            var bytes = new byte[OverlayHeader.PageBytes];
            foreach (var page in pages)
            {
                read(page, bytes);
                Put(file, hash, bytes);
            }

            // First the layer, then what makes it count.
            file.Flush(flushToDisk: true);
            BinaryPrimitives.WriteUInt64LittleEndian(number, hash.GetCurrentHashAsUInt64());
            file.Write(number);
            file.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw IoFailure.Describe("write overlay", overlay.Path, failure);
        }
    }

    private static void Put(FileStream file, XxHash64 hash, ReadOnlySpan<byte> bytes)
    {
        hash.Append(bytes);
        file.Write(bytes);
    }
}
