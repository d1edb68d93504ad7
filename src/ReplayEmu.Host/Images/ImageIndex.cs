using System;
using System.Collections.Generic;
using System.IO;

namespace ReplayEmu.Host.Images;

/// <summary>
/// Where this user's recordings found their images: a small text file of <c>hash path</c> lines, so that a replay on the
/// same host needs no folder. A hint only: every hit is hashed again, and losing the file costs nothing.
/// </summary>
public sealed class ImageIndex(string path)
{
    private const int MaxEntries = 1000;

    /// <summary><c>$XDG_CACHE_HOME/replayemu/images</c> or the like; null where the host has no such folder.</summary>
    public static ImageIndex? ForUser()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            cache = home.Length == 0 ? null : Path.Combine(home, ".cache");
        }

        return cache is null ? null : new ImageIndex(Path.Combine(cache, "replayemu", "images"));
    }

    /// <summary>The last known path of an image, or null.</summary>
    public string? PathOf(string sha256)
    {
        string? found = null;
        foreach (var line in Lines())
        {
            if (line.Length > 65 && line[64] == ' ' && line.StartsWith(sha256, StringComparison.Ordinal))
            {
                found = line[65..];
            }
        }

        return found;
    }

    /// <summary>Remembers paths by hash.</summary>
    public void Remember(IReadOnlyDictionary<string, string> paths)
    {
        var lines = Lines();
        var before = lines.Count;
        foreach (var (hash, place) in paths)
        {
            var line = $"{hash} {place}";
            if (!lines.Contains(line) && place.AsSpan().IndexOfAny('\r', '\n') < 0)
            {
                lines.Add(line);
            }
        }

        if (lines.Count == before)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, lines[Math.Max(0, lines.Count - MaxEntries)..]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A hint that cannot be kept is no failure of the run.
        }
    }

    private List<string> Lines()
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadAllLines(path)] : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
