using System;
using System.IO;
using ReplayEmu.Host.Files;
using ReplayEmu.Host.Images.Overlays;
using ReplayEmu.Host.Images.Qcow2;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images;

/// <summary>Opens disk images of every format.</summary>
public static class DiskImage
{
    /// <summary>Opens an image whose format the user has said, or has not said: then it must not look like anything but raw.</summary>
    /// <exception cref="HostException">It cannot be used.</exception>
    public static IDiskImage Open(string path, DiskFormat? format, string what)
    {
        if (format is null && LooksLike(path, Qcow2Header.Magic))
        {
            // What a guest writes to a raw image must not turn it into another format behind the user's back.
            throw new HostException(
                $"cannot use {what} '{path}': it looks like qcow2; say which it is: -drive file=...,format=qcow2 or format=raw"
            );
        }

        if (format is null && LooksLike(path, OverlayHeader.Magic))
        {
            throw new HostException(
                $"cannot use {what} '{path}': it is an overlay; give its base as file= and it as overlay="
            );
        }

        return format == DiskFormat.Qcow2 ? Qcow2Image.Open(path, what) : FileImage.Open(path, what);
    }

    /// <summary>Opens a file as whatever gives the wanted contents; null when nothing does.</summary>
    /// <exception cref="HostException">It cannot be read.</exception>
    public static IDiskImage? Find(string path, ImageReference wanted)
    {
        var image =
            new FileInfo(path).Length == wanted.Size ? FileImage.Open(path, "image")
            : LooksLike(path, Qcow2Header.Magic) ? Qcow2Image.Open(path, "image")
            : (IDiskImage?)null;
        if (image is null && LooksLike(path, OverlayHeader.Magic))
        {
            image = OverlayImage.Find(path, wanted.Sha256);
        }

        if (image is not null && (image.Size != wanted.Size || image.Sha256 != wanted.Sha256))
        {
            image.Dispose();
            return null;
        }

        return image;
    }

    /// <summary>The file begins with these bytes.</summary>
    private static bool LooksLike(string path, ReadOnlySpan<byte> magic)
    {
        using var file = InputFile.Open(path, "image");
        Span<byte> begin = stackalloc byte[magic.Length];
        return file.CanSeek
            && file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length
            && begin.SequenceEqual(magic);
    }
}
