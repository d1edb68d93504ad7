using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Hashing;
using K4os.Compression.LZ4;

namespace ReplayEmu.Trace.Frames;

/// <summary>How an attempt to read a frame ended.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame with good checksums.</summary>
    Good = 1,

    /// <summary>The file ends exactly before the frame.</summary>
    EndOfFile,

    /// <summary>The file ends inside the frame.</summary>
    Truncated,
}

/// <summary>
/// Reads the two kinds of frames that a trace is made of, and only in the form in which they are written. Everything read is
/// checked before use, and no size from the file is believed beyond <see cref="TraceLimits.MaxFrameContent"/>.
/// </summary>
public sealed class FrameReader(Stream stream)
{
    private byte[] raw = new byte[64 << 10];
    private byte[] content = new byte[64 << 10];
    private int contentLength;

    /// <summary>Bytes in the file.</summary>
    public long Length => stream.Length;

    /// <summary>Bytes from the start of the file to the frame last read.</summary>
    public long FrameOffset { get; private set; }

    /// <summary>Bytes from the start of the file to the next frame.</summary>
    public long Position { get; set; }

    /// <summary>The frame last read was a skippable one.</summary>
    public bool IsSkippable { get; private set; }

    /// <summary>Content of the frame last read, without checksums; at least one byte.</summary>
    public ReadOnlySpan<byte> Content => content.AsSpan(0, contentLength);

    /// <summary>What kind of content the frame last read holds.</summary>
    public FrameKind Kind => (FrameKind)content[0];

    /// <exception cref="TraceFormatException">The bytes are not a frame, or a checksum is wrong.</exception>
    public FrameStatus TryRead()
    {
        FrameOffset = Position;
        var available = stream.Length - Position;
        if (available <= 0)
        {
            return FrameStatus.EndOfFile;
        }

        stream.Position = Position;
        var head = raw.AsSpan(0, (int)Math.Min(available, Lz4FrameWriter.HeaderBytes + 4));
        stream.ReadExactly(head);
        if (head.Length < 4)
        {
            return FrameStatus.Truncated;
        }

        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        return magic switch
        {
            Lz4FrameWriter.Magic => ReadLz4(head.Length, available),
            SkippableFrameWriter.Magic => ReadSkippable(head.Length, available),
            _ => throw Bad($"no frame begins with 0x{magic:x8}"),
        };
    }

    /// <summary>A number in the file, without moving.</summary>
    internal long ReadInt64At(long offset)
    {
        Span<byte> bytes = stackalloc byte[8];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>Gives the content away without a copy and takes another buffer for the next frame.</summary>
    public byte[] SwapContent(byte[] other, out int length)
    {
        length = contentLength;
        var mine = content;
        content = other;
        contentLength = 0;
        return mine;
    }

    private FrameStatus ReadLz4(int have, long available)
    {
        if (have < Lz4FrameWriter.HeaderBytes + 4)
        {
            return FrameStatus.Truncated;
        }

        var flags = raw[4];
        if (Lz4FrameWriter.HeaderChecksum(raw.AsSpan(4, 10)) != raw[14])
        {
            throw Bad("checksum of the frame header is wrong");
        }

        var size = BinaryPrimitives.ReadUInt64LittleEndian(raw.AsSpan(6));
        if (flags != Lz4FrameWriter.Flags || size is 0 or > TraceLimits.MaxFrameContent)
        {
            throw Bad("LZ4 frame is not of the form that traces use");
        }

        var length = (int)size;
        var field = BinaryPrimitives.ReadUInt32LittleEndian(raw.AsSpan(Lz4FrameWriter.HeaderBytes));
        var stored = (field & Lz4FrameWriter.StoredBlock) != 0;
        var blockLength = (int)(field & ~Lz4FrameWriter.StoredBlock);
        if (
            raw[5] != Lz4FrameWriter.BlockDescriptor(length)
            || blockLength == 0
            || (stored ? blockLength != length : blockLength >= length)
        )
        {
            throw Bad("block size does not fit the frame");
        }

        var total = Lz4FrameWriter.HeaderBytes + 4 + blockLength + Lz4FrameWriter.TrailerBytes;
        if (available < total)
        {
            return FrameStatus.Truncated;
        }

        ReadRest(have, total);
        var block = raw.AsSpan(Lz4FrameWriter.HeaderBytes + 4, blockLength);
        var trailer = raw.AsSpan(Lz4FrameWriter.HeaderBytes + 4 + blockLength, Lz4FrameWriter.TrailerBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != XxHash32.HashToUInt32(block))
        {
            throw Bad("block checksum is wrong");
        }

        if (content.Length < length)
        {
            content = new byte[length];
        }

        var decoded = content.AsSpan(0, length);
        if (stored)
        {
            block.CopyTo(decoded);
        }
        else if (LZ4Codec.Decode(block, decoded) != length)
        {
            throw Bad("block does not decompress to the size that the frame tells");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != 0)
        {
            throw Bad("frame has more than one block");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[8..]) != XxHash32.HashToUInt32(decoded))
        {
            throw Bad("content checksum is wrong");
        }

        return Good(skippable: false, length, total);
    }

    private FrameStatus ReadSkippable(int have, long available)
    {
        if (have < SkippableFrameWriter.HeaderBytes)
        {
            return FrameStatus.Truncated;
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(raw.AsSpan(4));
        if (size is <= SkippableFrameWriter.ChecksumBytes or > TraceLimits.MaxFrameContent)
        {
            throw Bad($"skippable frame of {size} bytes");
        }

        var total = SkippableFrameWriter.HeaderBytes + (int)size;
        if (available < total)
        {
            return FrameStatus.Truncated;
        }

        ReadRest(Math.Min(have, total), total);
        var covered = raw.AsSpan(0, total - SkippableFrameWriter.ChecksumBytes);
        if (BinaryPrimitives.ReadUInt64LittleEndian(raw.AsSpan(covered.Length)) != XxHash64.HashToUInt64(covered))
        {
            throw Bad("checksum of the skippable frame is wrong");
        }

        var length = covered.Length - SkippableFrameWriter.HeaderBytes;
        if (content.Length < length)
        {
            content = new byte[length];
        }

        covered[SkippableFrameWriter.HeaderBytes..].CopyTo(content);
        return Good(skippable: true, length, total);
    }

    private FrameStatus Good(bool skippable, int length, int total)
    {
        IsSkippable = skippable;
        contentLength = length;
        if (skippable != (Kind is FrameKind.Index or FrameKind.Footer) || !IsKnown(Kind))
        {
            throw Bad($"unknown kind of frame: {(byte)Kind}");
        }

        Position = FrameOffset + total;
        return FrameStatus.Good;
    }

    private static bool IsKnown(FrameKind kind) => kind is >= FrameKind.Header and <= FrameKind.Footer;

    /// <summary>Makes the raw buffer hold the whole frame, of which the first bytes are there already.</summary>
    private void ReadRest(int have, int total)
    {
        if (raw.Length < total)
        {
            Array.Resize(ref raw, total);
        }

        stream.Position = FrameOffset + have;
        stream.ReadExactly(raw.AsSpan(have, total - have));
    }

    private TraceFormatException Bad(string what) => new(FrameOffset, what);
}
