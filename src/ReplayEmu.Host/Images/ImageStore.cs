using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using ReplayEmu.Host.Files;
using ReplayEmu.Host.Images.Overlays;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images;

/// <summary>Images by content: what was opened or given is found again by its SHA-256.</summary>
public sealed class ImageStore : IImageSource, IDisposable
{
    /// <summary>Firmware, kernels and option ROMs are held in memory; anything larger is no firmware.</summary>
    public const long MemoryLimit = 512L << 20;

    private readonly Dictionary<string, IImage> images = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);

    private readonly List<(string, DiskOverlay)> overlays = [];

    /// <summary>Asked when an image is not held; null gives up.</summary>
    public Func<ImageReference, IImage?>? Fallback { get; set; }

    /// <summary>Paths of the images that came from files, by hash, in the order they were added.</summary>
    public IReadOnlyDictionary<string, string> Paths => paths;

    /// <summary>Reads a whole file (firmware, kernel, ROM): its hash is that of the bytes in memory, so it cannot change later.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="what">For messages, for example <c>firmware</c>.</param>
    /// <exception cref="HostException">Missing, a directory, empty or unreadable.</exception>
    public ImageReference AddFile(string path, string what)
    {
        var bytes = InputFile.ReadAll(path, what, MemoryLimit);
        if (bytes.Length == 0)
        {
            throw new HostException($"cannot use {what} '{path}': it has 0 bytes; give an image with contents");
        }

        var reference = AddBytes(Path.GetFileName(path), bytes);
        paths[reference.Sha256] = Path.GetFullPath(path);
        return reference;
    }

    /// <summary>What a drive writes goes there after the run.</summary>
    public IReadOnlyList<(string Drive, DiskOverlay Overlay)> Overlays => overlays;

    /// <summary>Opens a disk image, which stays on disk.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="what">For messages.</param>
    /// <param name="format">As the user said; null when he has not.</param>
    /// <exception cref="HostException">Missing, a directory, empty or unreadable.</exception>
    public ImageReference AddDisk(string path, string what = "disk image", DiskFormat? format = DiskFormat.Raw) =>
        AddDisk(path, DiskImage.Open(path, format, what));

    /// <summary>Opens a disk image and the overlay over it, which is made when it is not there.</summary>
    /// <exception cref="HostException">One of them cannot be used.</exception>
    public ImageReference AddOverlay(string path, string basePath, DiskFormat? format, string drive)
    {
        var (overlay, image) = DiskOverlay.Open(path, basePath, format);
        overlays.Add((drive, overlay));
        return AddDisk(path, image);
    }

    /// <summary>Puts what the drives have written into their overlays.</summary>
    /// <exception cref="HostException">An overlay cannot be written.</exception>
    public void SaveOverlays(VirtualMachine machine)
    {
        foreach (var (drive, overlay) in overlays)
        {
            overlay.Save(machine, drive);
        }
    }

    private ImageReference AddDisk(string path, IDiskImage image)
    {
        var reference = new ImageReference(Path.GetFileName(path), image.Size, image.Sha256);
        if (!images.TryAdd(image.Sha256, image))
        {
            image.Dispose();
        }

        paths[reference.Sha256] = Path.GetFullPath(path);
        return reference;
    }

    /// <summary>Adds contents that are in memory already.</summary>
    public ImageReference AddBytes(string name, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        images.TryAdd(hash, new MemoryImage(bytes));
        return new ImageReference(name, bytes.Length, hash);
    }

    /// <exception cref="HostException">Not held, and the fallback does not find it.</exception>
    public IImage Open(ImageReference reference)
    {
        if (images.TryGetValue(reference.Sha256, out var image) && image.Size == reference.Size)
        {
            return image;
        }

        if (Fallback?.Invoke(reference) is { } found)
        {
            images.TryAdd(reference.Sha256, found);
            return found;
        }

        throw new HostException(
            $"image '{reference.Name}' of {reference.Size} bytes with SHA-256 {reference.Sha256} was not found; "
                + "give its folder with --images"
        );
    }

    public void Dispose()
    {
        foreach (var image in images.Values)
        {
            (image as IDisposable)?.Dispose();
        }
    }
}
