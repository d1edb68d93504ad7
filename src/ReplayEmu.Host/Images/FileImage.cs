using System;
using System.IO;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ReplayEmu.Host.Files;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images;

/// <summary>
/// A disk image that stays on disk and is read as the guest asks. Its bytes are known by their hash, so a file that changes
/// after it was hashed is an error and never guest-visible.
/// </summary>
public sealed class FileImage : IImage, IDisposable
{
    private readonly FileStream file;
    private readonly SafeFileHandle handle;
    private readonly DateTime modified;

    private FileImage(FileStream file, string path)
    {
        this.file = file;
        handle = file.SafeFileHandle;
        Path = path;
        Size = file.Length;
        modified = File.GetLastWriteTimeUtc(handle);
        Sha256 = Hash();
    }

    /// <summary>As the user gave it.</summary>
    public string Path { get; }

    /// <summary>Bytes, at least 1.</summary>
    public long Size { get; }

    /// <summary>64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    /// <summary>Opens and hashes an image.</summary>
    /// <exception cref="HostException">Missing, a directory, a pipe, empty, unreadable, or changing while it is hashed.</exception>
    public static FileImage Open(string path, string what)
    {
        var file = InputFile.Open(path, what);
        try
        {
            if (!file.CanSeek)
            {
                throw new HostException($"cannot read {what} '{path}': it is not a regular file; copy it to one");
            }

            if (file.Length == 0)
            {
                throw new HostException($"cannot use {what} '{path}': it has 0 bytes; give an image with contents");
            }

            return new FileImage(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        CheckUnchanged();
        try
        {
            while (!destination.IsEmpty)
            {
                var count = offset < Size ? RandomAccess.Read(handle, destination, offset) : 0;
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

    private string Hash()
    {
        var block = new byte[1 << 18];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            long total = 0;
            for (int count; (count = RandomAccess.Read(handle, block, total)) > 0; total += count)
            {
                hash.AppendData(block, 0, count);
            }

            if (total != Size)
            {
                throw Changed();
            }
        }
        catch (IOException failure)
        {
            throw IoFailure.Describe("read image", Path, failure);
        }

        CheckUnchanged();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void CheckUnchanged()
    {
        if (File.GetLastWriteTimeUtc(handle) != modified || RandomAccess.GetLength(handle) != Size)
        {
            throw Changed();
        }
    }

    private HostException Changed() =>
        new($"image '{Path}' changed while it was in use; a machine needs images that stay as they are, use a copy");
}
