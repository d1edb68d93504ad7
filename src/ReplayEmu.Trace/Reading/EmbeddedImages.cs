using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace.Frames;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Trace;

/// <summary>The images in a trace, checked against their hashes when the trace is opened.</summary>
public sealed class EmbeddedImages
{
    private readonly List<EmbeddedImage> images = [];

    private EmbeddedImages() { }

    /// <summary>The image inside or before which the file ends: this one and those behind it are not here; null for none.</summary>
    public string? CutOffIn { get; private set; }

    /// <summary>The image with a content, or null when the trace does not bring it.</summary>
    public IImage? Find(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        foreach (var image in images)
        {
            if (image.Sha256 == reference.Sha256 && image.Size == reference.Size)
            {
                return image;
            }
        }

        return null;
    }

    /// <summary>Reads over the image frames; leaves the reader before the first other frame.</summary>
    /// <exception cref="TraceFormatException">Parts are missing or out of order, or a hash is wrong.</exception>
    internal static EmbeddedImages Read(Stream stream, FrameReader frames, TraceHeader header)
    {
        var all = MachineImages.Of(header.Config);
        var result = new EmbeddedImages();
        foreach (var number in header.EmbeddedImages)
        {
            var reference = all[number];
            var offsets = new List<long>();
            if (!TryReadOne(frames, number, reference, offsets))
            {
                // Cut off: there will be no chunk either.
                result.CutOffIn = reference.Name;
                break;
            }

            result.images.Add(new EmbeddedImage(reference, new FrameReader(stream), offsets));
        }

        return result;
    }

    private static bool TryReadOne(FrameReader frames, int number, ImageReference reference, List<long> offsets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long next = 0; next < reference.Size; )
        {
            if (frames.TryRead() != FrameStatus.Good)
            {
                frames.Position = frames.FrameOffset;
                return false;
            }

            var expected = Math.Min(TraceLimits.ImageFrameBytes, reference.Size - next);
            if (
                !ImageFrame.TryDecode(frames.Content, out var image, out var offset, out var length)
                || image != number
                || offset != next
                || length != expected
            )
            {
                throw new TraceFormatException(
                    frames.FrameOffset,
                    $"the next part of the embedded image '{reference.Name}' is missing"
                );
            }

            hash.AppendData(frames.Content[ImageFrame.HeaderBytes..]);
            offsets.Add(frames.FrameOffset);
            next += length;
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != reference.Sha256)
        {
            throw new TraceFormatException(
                frames.FrameOffset,
                $"the embedded image '{reference.Name}' is not the one with SHA-256 {reference.Sha256}"
            );
        }

        return true;
    }
}

/// <summary>One image, read a frame at a time; the frame last used is kept.</summary>
internal sealed class EmbeddedImage(ImageReference reference, FrameReader frames, List<long> offsets) : IImage
{
    private long cached = -1;

    public long Size => reference.Size;

    internal string Sha256 => reference.Sha256;

    public void Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        destination.Clear();
        while (!destination.IsEmpty && offset < Size)
        {
            var part = offset / TraceLimits.ImageFrameBytes;
            Load(part);
            var from = frames.Content[(ImageFrame.HeaderBytes + (int)(offset % TraceLimits.ImageFrameBytes))..];
            var length = Math.Min(from.Length, destination.Length);
            from[..length].CopyTo(destination);
            destination = destination[length..];
            offset += length;
        }
    }

    private void Load(long part)
    {
        if (cached == part)
        {
            return;
        }

        cached = -1;
        frames.Position = offsets[(int)part];
        if (frames.TryRead() != FrameStatus.Good)
        {
            throw new TraceFormatException(offsets[(int)part], $"the file changed under '{reference.Name}'");
        }

        cached = part;
    }
}
