using System;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Images;

/// <summary>The images of a replay: those in the trace first, then those that the host finds.</summary>
public sealed class TraceImageSource(EmbeddedImages embedded, IImageSource host) : IImageSource
{
    /// <exception cref="ConfigurationException">Not in the trace, and the host does not find it or finds another size.</exception>
    public IImage Open(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var image = embedded.Find(reference) ?? host.Open(reference);
        return image.Size == reference.Size
            ? image
            : throw new ConfigurationException(
                $"image '{reference.Name}' has {image.Size} bytes; the trace was recorded with {reference.Size}"
            );
    }
}
