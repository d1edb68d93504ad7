using System;
using System.IO;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Images;

/// <summary>The images of a replay: those in the trace first, then those that the host finds.</summary>
public sealed class TraceImageSource(EmbeddedImages embedded, IImageSource host) : IImageSource
{
    /// <exception cref="TraceFormatException">The trace ends before this image, and the host does not find it.</exception>
    /// <exception cref="ConfigurationException">Not in the trace, and the host does not find it or finds another size.</exception>
    public IImage Open(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var image = embedded.Find(reference) ?? OpenOnHost(reference);
        return image.Size == reference.Size
            ? image
            : throw new ConfigurationException(
                $"image '{reference.Name}' has {image.Size} bytes; the trace was recorded with {reference.Size}"
            );
    }

    private IImage OpenOnHost(ImageReference reference)
    {
        try
        {
            return host.Open(reference);
        }
        catch (IOException) when (embedded.CutOffIn is { } name)
        {
            throw new TraceFormatException(
                $"the file ends inside the embedded image '{name}': there is nothing to replay"
            );
        }
    }
}
