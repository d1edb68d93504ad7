using System;

namespace ReplayEmu.Host.Images;

/// <summary>
/// A raw disk image that stays on disk and is read as the guest asks. Its bytes are known by their hash, so a file that changes
/// after it was hashed is an error and never guest-visible.
/// </summary>
public sealed class FileImage : IDiskImage
{
    private readonly UnchangingFile file;

    private FileImage(UnchangingFile file)
    {
        this.file = file;
        Sha256 = ImageHash.Of(this);
    }

    /// <summary>As the user gave it.</summary>
    public string Path => file.Path;

    /// <summary>Bytes, at least 1.</summary>
    public long Size => file.Size;

    public string Sha256 { get; }

    /// <summary>Opens and hashes an image.</summary>
    /// <exception cref="HostException">Missing, a directory, a pipe, empty, unreadable, or changing while it is hashed.</exception>
    public static FileImage Open(string path, string what)
    {
        var file = UnchangingFile.Open(path, what);
        try
        {
            return new FileImage(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Read(long offset, Span<byte> destination) => file.Read(offset, destination);

    public void Dispose() => file.Dispose();
}
