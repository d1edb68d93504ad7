using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>
/// The layers of an overlay file, each with the pages that one run wrote. Layers are only ever appended, and one counts when its
/// checksum is right: what a killed run or a full disk leaves behind is passed over.
/// </summary>
internal sealed class OverlayFile
{
    internal const int LayerHeadBytes = 64;
    private const int BlockBytes = 1 << 16;
    private const long MostPages = 1L << 31;

    private OverlayFile(string path, OverlayHeader header) => (Path, Header) = (path, header);

    internal static ReadOnlySpan<byte> LayerMagic => "RPLYLAYR"u8;

    internal string Path { get; }

    internal OverlayHeader Header { get; }

    /// <summary>Oldest first.</summary>
    internal List<OverlayLayer> Layers { get; } = [];

    /// <summary>The pages are being written to the base, or that was interrupted.</summary>
    internal bool IsCommitBegun { get; private set; }

    /// <summary>Bytes of header and good layers; what follows is the rest of a run that was cut off.</summary>
    internal long GoodBytes { get; private set; }

    /// <summary>Bytes of the file when it was read.</summary>
    internal long FileBytes { get; private init; }

    /// <summary>The base, wherever this process stands.</summary>
    internal string BasePath =>
        System.IO.Path.GetFullPath(
            Header.BasePath,
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "/"
        );

    /// <exception cref="HostException">It is no overlay, or damaged in its middle.</exception>
    internal static OverlayFile Read(string path)
    {
        using var file = InputFile.Open(path, "overlay", BlockBytes);
        try
        {
            var head = new byte[OverlayHeader.Bytes];
            var header =
                file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
                    ? OverlayHeader.Decode(head)
                    : null;
            var overlay = new OverlayFile(
                path,
                header
                    ?? throw new HostException($"cannot use overlay '{path}': it is none, or its beginning is damaged")
            )
            {
                GoodBytes = head.Length,
                FileBytes = file.Length,
            };
            while (overlay.TryReadLayer(file)) { }

            return overlay;
        }
        catch (IOException failure)
        {
            throw IoFailure.Describe("read overlay", path, failure);
        }
    }

    /// <summary>Where the newest version of each page is, after so many layers.</summary>
    internal Dictionary<long, long> PagesAfter(int layers)
    {
        Dictionary<long, long> places = [];
        for (var i = 0; i < layers; i++)
        {
            for (var k = 0; k < Layers[i].Pages.Count; k++)
            {
                places[Layers[i].Pages[k]] = Layers[i].Data + ((long)k * OverlayHeader.PageBytes);
            }
        }

        return places;
    }

    private bool TryReadLayer(FileStream file)
    {
        var begin = GoodBytes;
        var head = new byte[LayerHeadBytes];
        file.Position = begin;
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return false;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8));
        var dataBytes = count * (8L + OverlayHeader.PageBytes);
        if (
            !head.AsSpan(0, 8).SequenceEqual(LayerMagic)
            || count > MostPages
            || dataBytes + 8 > file.Length - begin - LayerHeadBytes
        )
        {
            return false;
        }

        var hash = new XxHash64();
        hash.Append(head);
        var pages = ReadNumbers(file, (int)count, hash);
        var data = file.Position;
        Pass(file, (long)count * OverlayHeader.PageBytes, hash);
        Span<byte> check = stackalloc byte[8];
        file.ReadExactly(check);
        if (hash.GetCurrentHashAsUInt64() != BinaryPrimitives.ReadUInt64LittleEndian(check) || !IsSound(pages))
        {
            // The last layer may be what a crash left; with more behind it, the file itself is damaged.
            return file.Position < file.Length
                ? throw new HostException($"cannot use overlay '{Path}': it is damaged at byte {begin}")
                : false;
        }

        GoodBytes = file.Position;
        if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(12)) == OverlayAppend.KindCommit)
        {
            IsCommitBegun = true;
        }
        else
        {
            Layers.Add(new OverlayLayer(Convert.ToHexStringLower(head.AsSpan(24, 32)), pages, data));
        }

        return true;
    }

    private bool IsSound(long[] pages)
    {
        var last = -1L;
        var end = (Header.BaseSize + OverlayHeader.PageBytes - 1) / OverlayHeader.PageBytes;
        foreach (var page in pages)
        {
            if (page <= last || page >= end)
            {
                return false;
            }

            last = page;
        }

        return true;
    }

    private static long[] ReadNumbers(FileStream file, int count, XxHash64 hash)
    {
        var bytes = new byte[count * 8L];
        file.ReadExactly(bytes);
        hash.Append(bytes);
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * 8));
        }

        return numbers;
    }

    private static void Pass(FileStream file, long length, XxHash64 hash)
    {
        var block = new byte[BlockBytes];
        while (length > 0)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, length));
            file.ReadExactly(part);
            hash.Append(part);
            length -= part.Length;
        }
    }
}
