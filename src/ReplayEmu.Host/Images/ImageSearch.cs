using System;
using System.Collections.Generic;
using System.IO;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images;

/// <summary>
/// Looks for an image in folders and remembered places. Only the hash decides, so where a file lies can never change a machine.
/// </summary>
public sealed class ImageSearch(IReadOnlyList<string> folders, ImageIndex? index)
{
    /// <summary>A file that has the right name and other contents, when a search met one; for messages.</summary>
    public string? OtherContents { get; private set; }

    /// <summary>The first file with the right name (then any file with the right size) whose contents are the right ones.</summary>
    public IImage? Find(ImageReference reference)
    {
        OtherContents = null;
        foreach (var path in Candidates(reference))
        {
            if (TryOpen(path, reference) is { } image)
            {
                return image;
            }
        }

        return null;
    }

    private IDiskImage? TryOpen(string path, ImageReference reference)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var image = DiskImage.Find(path, reference);
            OtherContents ??= image is null && Path.GetFileName(path) == reference.Name ? path : null;
            return image;
        }
        catch (Exception failure) when (failure is HostException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<string> Candidates(ImageReference reference)
    {
        // The name comes from a trace: it must not lead out of the folder.
        var name = Path.GetFileName(reference.Name);
        foreach (var folder in folders)
        {
            if (name.Length > 0)
            {
                yield return Path.Combine(folder, name);
            }
        }

        if (index?.PathOf(reference.Sha256) is { } remembered)
        {
            yield return remembered;
        }

        foreach (var folder in folders)
        {
            foreach (var path in FilesOfSize(folder, reference.Size))
            {
                yield return path;
            }
        }
    }

    private static List<string> FilesOfSize(string folder, long size)
    {
        List<string> paths = [];
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            {
                if (file.Length == size)
                {
                    paths.Add(file.FullName);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
