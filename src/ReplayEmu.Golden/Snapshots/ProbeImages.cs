using System;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>The probe's ROM, and behind it the caller's images.</summary>
internal sealed class ProbeImages(ImageReference probe, ReadOnlyMemory<byte> rom, IImageSource? others) : IImageSource
{
    public IImage Open(ImageReference reference) =>
        reference == probe ? new MemoryImage(rom)
        : others is not null ? others.Open(reference)
        : throw new ConfigurationException($"image '{reference.Name}' is not available for a golden");
}
