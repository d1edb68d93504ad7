using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host.Images;

/// <summary>A file that is read at any place, and must stay as it is: a change by somebody else is an error and never guest-visible.</summary>
public sealed class UnchangingFile : IDisposable
{
    private readonly FileStream file;
    private readonly SafeFileHandle handle;
    private readonly DateTime modified;

    private UnchangingFile(FileStream file, string path)
    {
        this.file = file;
        handle = file.SafeFileHandle;
        Path = path;
        Size = file.Length;
        modified = File.GetLastWriteTimeUtc(handle);
    }

    /// <summary>As the user gave it.</summary>
    public string Path { get; }

    /// <summary>Bytes, at least 1.</summary>
    public long Size { get; }

    /// <exception cref="HostException">Missing, a directory, a pipe, empty or unreadable.</exception>
    public static UnchangingFile Open(string path, string what)
    {
        var file = InputFile.Open(path, what);
        try
        {
            return !file.CanSeek
                    ? throw new HostException($"cannot read {what} '{path}': it is not a regular file; copy it to one")
                : file.Length == 0
                    ? throw new HostException(
                        $"cannot use {what} '{path}': it has 0 bytes; give an image with contents"
                    )
                : new UnchangingFile(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads exactly so many bytes; past the end there are zeros.</summary>
    /// <exception cref="HostException">The file changed, or cannot be read.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        CheckUnchanged();
        try
        {
            while (!destination.IsEmpty)
            {
                var count = offset >= 0 && offset < Size ? RandomAccess.Read(handle, destination, offset) : 0;
                if (count == 0)
                {
                    destination.Clear();
                    return;
                }

                destination = destination[count..];
                offset += count;
            }
        }
        catch (IOException failure)
        {
            throw IoFailure.Describe("read image", Path, failure);
        }
    }

    public void Dispose() => file.Dispose();

    private void CheckUnchanged()
    {
        if (File.GetLastWriteTimeUtc(handle) != modified || RandomAccess.GetLength(handle) != Size)
        {
            throw new HostException(
                $"image '{Path}' changed while it was in use; a machine needs images that stay as they are, use a copy"
            );
        }
    }
}
