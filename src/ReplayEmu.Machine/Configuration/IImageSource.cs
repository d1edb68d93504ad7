using System;

namespace ReplayEmu.Machine.Configuration;

/// <summary>Immutable image contents, already checked against their hash by whoever opened them.</summary>
public interface IImage
{
    /// <summary>Bytes.</summary>
    long Size { get; }

    /// <summary>Reads exactly <paramref name="destination"/>'s length; past the end reads zeros.</summary>
    void Read(long offset, Span<byte> destination);
}

/// <summary>Gives the bytes of the images that a <see cref="MachineConfig"/> names.</summary>
public interface IImageSource
{
    IImage Open(ImageReference reference);
}

/// <summary>An image held in memory.</summary>
public sealed class MemoryImage(ReadOnlyMemory<byte> bytes) : IImage
{
    public long Size => bytes.Length;

    public void Read(long offset, Span<byte> destination)
    {
        destination.Clear();
        if (offset < bytes.Length)
        {
            var length = (int)Math.Min(destination.Length, bytes.Length - offset);
            bytes.Span.Slice((int)offset, length).CopyTo(destination);
        }
    }
}
