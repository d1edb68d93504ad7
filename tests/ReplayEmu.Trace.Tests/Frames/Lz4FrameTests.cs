using System;
using System.IO;
using System.Linq;
using K4os.Compression.LZ4.Streams;
using NUnit.Framework;
using ReplayEmu.Trace.Frames;

namespace ReplayEmu.Trace.Tests.Frames;

/// <summary>Frames of ours are LZ4 frames, and come back.</summary>
public sealed class Lz4FrameTests
{
    [TestCase(1, false)]
    [TestCase(1000, false)]
    [TestCase(1000, true)]
    [TestCase(65536, true)]
    [TestCase(65537, false)]
    [TestCase(300_000, true)]
    [TestCase(4 << 20, false)]
    [TestCase(4 << 20, true)]
    public void Content_comes_back(int size, bool random)
    {
        var content = Content(size, random);
        var reader = new FrameReader(new MemoryStream(new Lz4FrameWriter().Encode(content).ToArray()));
        Assert.That(reader.TryRead(), Is.EqualTo(FrameStatus.Good));
        Assert.That(reader.Content.SequenceEqual(content));
    }

    [TestCase(1, false)]
    [TestCase(1000, true)]
    [TestCase(300_000, false)]
    public void Another_reader_of_LZ4_reads_it(int size, bool random)
    {
        var content = Content(size, random);
        using var other = LZ4Stream.Decode(new MemoryStream(new Lz4FrameWriter().Encode(content).ToArray()));
        var decoded = new MemoryStream();
        other.CopyTo(decoded);
        Assert.That(decoded.ToArray(), Is.EqualTo(content));
    }

    [Test]
    public void Any_bit_of_a_frame_that_changes_is_noticed()
    {
        var frame = new Lz4FrameWriter().Encode(Content(200, false)).ToArray();
        for (var bit = 0; bit < 8 * frame.Length; bit++)
        {
            var damaged = (byte[])frame.Clone();
            damaged[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.That(IsGood(damaged), Is.False, $"bit {bit}");
        }
    }

    [Test]
    public void Any_bit_of_a_skippable_frame_that_changes_is_noticed()
    {
        var frame = SkippableFrameWriter.Encode([(byte)FrameKind.Index, 1, 2, 3, 4, 5]);
        for (var bit = 0; bit < 8 * frame.Length; bit++)
        {
            var damaged = (byte[])frame.Clone();
            damaged[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.That(IsGood(damaged), Is.False, $"bit {bit}");
        }
    }

    [Test]
    public void A_frame_cut_anywhere_is_truncated()
    {
        var frame = new Lz4FrameWriter().Encode(Content(200, false)).ToArray();
        Assert.That(
            Enumerable.Range(1, frame.Length - 1).Select(length => Status(frame[..length])),
            Is.All.EqualTo(FrameStatus.Truncated)
        );
    }

    /// <summary>Block bytes under good checksums that no LZ4 compressor made: the decoder's bounds are what protects.</summary>
    [Test]
    public void Blocks_that_are_no_LZ4_are_refused_or_harmless()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var frame = new Lz4FrameWriter().Encode(Content(2000, false)).ToArray();
            var block = frame.AsSpan(19, frame.Length - 19 - 12);
            random.NextBytes(block[..random.Next(1, block.Length)]);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(
                frame.AsSpan(frame.Length - 12),
                System.IO.Hashing.XxHash32.HashToUInt32(block)
            );
            Assert.That(IsGood(frame), Is.False);
        }
    }

    private static bool IsGood(byte[] bytes)
    {
        try
        {
            return Status(bytes) == FrameStatus.Good;
        }
        catch (TraceFormatException)
        {
            return false;
        }
    }

    private static FrameStatus Status(byte[] bytes) => new FrameReader(new MemoryStream(bytes)).TryRead();

    private static byte[] Content(int size, bool random)
    {
        var content = Enumerable.Range(0, size).Select(i => (byte)(i / 7)).ToArray();
        if (random)
        {
            new Random(size).NextBytes(content);
        }

        content[0] = (byte)FrameKind.Records;
        return content;
    }
}
