using System;
using System.IO;
using System.Linq;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>Writes an overlay back into its base, or both together into a new image.</summary>
public static class OverlayCommit
{
    /// <summary>
    /// Writes all pages into the base and empties the overlay. Killed at any time, it is finished by doing it again: before the
    /// base is touched the overlay says so, and it keeps all pages until the base has them.
    /// </summary>
    /// <returns>The base, and the pages that were written to it.</returns>
    /// <exception cref="HostException">The base is not what it was, is not raw, or cannot be written.</exception>
    public static (string Base, int Pages) Run(string path)
    {
        var overlay = OverlayFile.Read(path);
        if (overlay.Header.Format != DiskFormat.Raw)
        {
            throw new HostException(
                $"cannot commit '{path}': its base is qcow2, which is never written; use --to FILE"
            );
        }

        if (!overlay.IsCommitBegun)
        {
            OverlayImage.Open(overlay).Dispose();
            OverlayAppend.Write(overlay, OverlayAppend.KindCommit, overlay.Header.BaseSha256, [], static (_, _) => { });
        }

        var count = WritePages(overlay);
        using var under = FileImage.Open(overlay.BasePath, "base of an overlay");
        var emptied = overlay.Header with { BaseSha256 = under.Sha256 };
        var other = path + ".new";
        File.Delete(other);
        OverlayAppend.Create(other, emptied);
        File.Move(other, path, overwrite: true);
        return (overlay.BasePath, count);
    }

    /// <summary>Writes base and overlay together into a new raw image; neither is changed.</summary>
    /// <returns>Bytes of the image.</returns>
    /// <exception cref="HostException">The new image exists already, or cannot be written.</exception>
    public static long Export(string path, string target)
    {
        using var image = OverlayImage.Open(OverlayFile.Read(path));
        try
        {
            using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            var block = new byte[1 << 18];
            for (long at = 0; at < image.Size; at += block.Length)
            {
                var part = block.AsSpan(0, (int)Math.Min(block.Length, image.Size - at));
                image.Read(at, part);
                file.Position = at;
                // Zeros stay a hole.
                if (part.ContainsAnyExcept((byte)0))
                {
                    file.Write(part);
                }
            }

            file.SetLength(image.Size);
            file.Flush(flushToDisk: true);
            return image.Size;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw IoFailure.Describe("write image", target, failure);
        }
    }

    private static int WritePages(OverlayFile overlay)
    {
        var places = overlay.PagesAfter(overlay.Layers.Count);
        try
        {
            using var from = new FileStream(overlay.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var to = new FileStream(overlay.BasePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (to.Length != overlay.Header.BaseSize)
            {
                throw new HostException($"cannot commit to '{overlay.BasePath}': its size is not what it was");
            }

            var bytes = new byte[OverlayHeader.PageBytes];
            foreach (var (page, place) in places.OrderBy(entry => entry.Key))
            {
                from.Position = place;
                from.ReadExactly(bytes);
                to.Position = page * OverlayHeader.PageBytes;
                to.Write(bytes, 0, (int)Math.Min(bytes.Length, to.Length - to.Position));
            }

            to.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw IoFailure.Describe("commit to", overlay.BasePath, failure);
        }

        return places.Count;
    }
}
