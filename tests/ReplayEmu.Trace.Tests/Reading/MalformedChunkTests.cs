using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Trace.Frames;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Trace.Tests.Reading;

/// <summary>Records under good checksums that no writer made.</summary>
public sealed class MalformedChunkTests
{
    [Test]
    public void Random_records_are_refused_or_read_but_never_crash()
    {
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var content = new byte[24 + random.Next(1, 60)];
            random.NextBytes(content.AsSpan(24));
            refused += IsRefused(content, (uint)random.Next(1, 6)) ? 1 : 0;
        }

        Assert.That(refused, Is.GreaterThan(10_000));
    }

    [Test]
    public void A_record_count_beyond_the_bytes_is_refused()
    {
        Assert.That(IsRefused(new byte[30], uint.MaxValue));
    }

    [Test]
    public void A_chunk_without_records_is_refused()
    {
        Assert.That(IsRefused(new byte[24], 0));
    }

    [Test]
    public void A_payload_beyond_the_chunk_is_refused()
    {
        Assert.That(IsRefused([.. new byte[24], 1, 0, 0, 100, 1], 1));
    }

    [Test]
    public void An_icount_that_overflows_is_refused()
    {
        byte[] most = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];
        Assert.That(IsRefused([.. new byte[24], 7, .. most, 0, 7, 1, 0], 2));
    }

    [Test]
    public void A_number_of_eleven_bytes_is_refused()
    {
        byte[] long11 = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0];
        Assert.That(IsRefused([.. new byte[24], 7, .. long11, 0], 1));
    }

    [Test]
    public void A_first_frame_that_is_not_the_header_is_refused()
    {
        var file = new Lz4FrameWriter().Encode([2, 0, 0, 0]).ToArray();
        Assert.That(() => Samples.Open(file), Throws.TypeOf<TraceFormatException>());
    }

    private static bool IsRefused(byte[] content, uint records)
    {
        content[0] = (byte)FrameKind.Records;
        BitConverter.TryWriteBytes(content.AsSpan(16), records);
        var lz4 = new Lz4FrameWriter();
        var file = new MemoryStream();
        file.Write(lz4.Encode(HeaderFrame.Encode(Samples.Header)));
        file.Write(lz4.Encode(content));
        using var reader = Samples.Open(file.ToArray());
        try
        {
            reader.TryReadChunk(new TraceChunk());
            return false;
        }
        catch (TraceFormatException)
        {
            return true;
        }
    }
}
