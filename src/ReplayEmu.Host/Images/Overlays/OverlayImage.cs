using System;
using System.Collections.Generic;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>A base and the layers over it, as they were after a number of runs.</summary>
public sealed class OverlayImage : IDiskImage
{
    private const int PageBytes = OverlayHeader.PageBytes;
    private readonly UnchangingFile file;
    private readonly IDiskImage under;
    private readonly Dictionary<long, long> places;

    private OverlayImage(OverlayFile overlay, IDiskImage under, int layers)
    {
        this.under = under;
        places = overlay.PagesAfter(layers);
        file = UnchangingFile.Open(overlay.Path, "overlay");
    }

    public long Size => under.Size;

    public string Sha256 { get; private set; } = "";

    /// <summary>The contents after the last layer.</summary>
    /// <exception cref="HostException">The base is not the right one, or a commit was interrupted.</exception>
    internal static OverlayImage Open(OverlayFile overlay)
    {
        if (overlay.IsCommitBegun)
        {
            throw new HostException(
                $"cannot use overlay '{overlay.Path}': it was being committed; finish that with: replayemu commit {overlay.Path}"
            );
        }

        var image = At(overlay, overlay.Layers.Count);
        image.Sha256 = ImageHash.Of(image);
        return image;
    }

    /// <summary>The layers that give these contents; null when none do.</summary>
    /// <exception cref="HostException">It cannot be read.</exception>
    public static OverlayImage? Find(string path, string sha256)
    {
        var overlay = OverlayFile.Read(path);
        var layers = overlay.Layers.FindIndex(layer => layer.Before == sha256);
        var image = At(overlay, layers >= 0 ? layers : overlay.Layers.Count);
        image.Sha256 = ImageHash.Of(image);
        if (image.Sha256 == sha256)
        {
            return image;
        }

        image.Dispose();
        return null;
    }

    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var within = (int)(offset % PageBytes);
            var part = destination[..Math.Min(destination.Length, PageBytes - within)];
            if (places.TryGetValue(offset / PageBytes, out var place))
            {
                file.Read(place + within, part);
            }
            else
            {
                under.Read(offset, part);
            }

            destination = destination[part.Length..];
            offset += part.Length;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        under.Dispose();
    }

    private static OverlayImage At(OverlayFile overlay, int layers)
    {
        var under = DiskImage.Open(overlay.BasePath, overlay.Header.Format, "base of an overlay");
        try
        {
            return under.Size == overlay.Header.BaseSize && under.Sha256 == overlay.Header.BaseSha256
                ? new OverlayImage(overlay, under, layers)
                : throw new HostException(
                    $"cannot use overlay '{overlay.Path}': its base '{overlay.BasePath}' is not what it was; "
                        + $"the overlay wants the contents with SHA-256 {overlay.Header.BaseSha256}"
                );
        }
        catch
        {
            under.Dispose();
            throw;
        }
    }
}
