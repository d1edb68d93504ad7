using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Machine;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>An overlay that takes what a machine writes to one of its drives when the run is over.</summary>
public sealed class DiskOverlay
{
    private readonly OverlayFile overlay;
    private readonly string sha256;

    private DiskOverlay(OverlayFile overlay, string sha256) => (this.overlay, this.sha256) = (overlay, sha256);

    /// <summary>As the user gave it.</summary>
    public string Path => overlay.Path;

    /// <summary>Opens an overlay, or makes a new one over a base.</summary>
    /// <param name="path">The overlay.</param>
    /// <param name="basePath">What it lies over.</param>
    /// <param name="format">Of the base; null when the user has not said it.</param>
    /// <exception cref="HostException">It belongs to another base, is damaged, or cannot be made.</exception>
    public static (DiskOverlay Overlay, IDiskImage Image) Open(string path, string basePath, DiskFormat? format)
    {
        if (!File.Exists(path))
        {
            using var under = DiskImage.Open(basePath, format, "disk image");
            var header = new OverlayHeader(
                format ?? DiskFormat.Raw,
                under.Size,
                under.Sha256,
                PathFrom(path, basePath)
            );
            OverlayAppend.Create(path, header);
        }

        var overlay = OverlayFile.Read(path);
        if (System.IO.Path.GetFullPath(basePath) != overlay.BasePath)
        {
            throw new HostException(
                $"cannot use overlay '{path}' with '{basePath}': it lies over '{overlay.BasePath}'"
            );
        }

        var image = OverlayImage.Open(overlay);
        return (new DiskOverlay(overlay, image.Sha256), image);
    }

    /// <summary>Adds what the machine's drive has written as a layer; nothing when it has written nothing.</summary>
    /// <param name="machine">After its run.</param>
    /// <param name="drive">Id of the drive.</param>
    /// <returns>Pages of 4 KiB that were written.</returns>
    /// <exception cref="HostException">The overlay cannot be written; it is as it was before.</exception>
    public int Save(VirtualMachine machine, string drive)
    {
        var (_, written, present) =
            machine.Drives.FirstOrDefault(contents => contents.Drive == drive)
            ?? throw new HostException($"no overlay is written: the machine has no drive '{drive}'");
        List<long> pages = [];
        var count = (long)(written.Size / OverlayHeader.PageBytes);
        for (var page = 0L; page < count; page++)
        {
            if ((present.Span((ulong)page / 8, 1)[0] >> (int)(page % 8) & 1) != 0)
            {
                pages.Add(page);
            }
        }

        if (pages.Count > 0)
        {
            OverlayAppend.Write(
                overlay,
                OverlayAppend.KindPages,
                sha256,
                pages,
                (page, bytes) =>
                    written.Span((ulong)page * OverlayHeader.PageBytes, OverlayHeader.PageBytes).CopyTo(bytes)
            );
        }

        return pages.Count;
    }

    /// <summary>Relative in one folder, so that both can be moved together.</summary>
    private static string PathFrom(string overlay, string under)
    {
        var full = System.IO.Path.GetFullPath(under);
        return
            System.IO.Path.GetDirectoryName(full)
            == System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(overlay))
            ? System.IO.Path.GetFileName(full)
            : full;
    }
}
