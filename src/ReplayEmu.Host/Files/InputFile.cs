using System;
using System.IO;

namespace ReplayEmu.Host.Files;

/// <summary>Opens what the user named for reading, with one-line errors.</summary>
public static class InputFile
{
    /// <param name="path">As the user gave it.</param>
    /// <param name="what">For messages, for example <c>image</c> or <c>trace</c>.</param>
    /// <param name="bufferSize">Bytes; 0 is no buffer.</param>
    /// <exception cref="HostException">Missing, a directory, or unreadable.</exception>
    public static FileStream Open(string path, string what, int bufferSize = 0)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new HostException($"cannot read {what} '{path}': it is a directory; give a file");
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw IoFailure.Describe("read " + what, path, failure);
        }
    }

    /// <summary>The whole file.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="what">For messages.</param>
    /// <param name="limit">Most bytes that make sense.</param>
    /// <exception cref="HostException">Unreadable, or larger than <paramref name="limit"/>.</exception>
    public static byte[] ReadAll(string path, string what, long limit)
    {
        using var file = Open(path, what);
        try
        {
            if (file.CanSeek && file.Length > limit)
            {
                throw new HostException(
                    $"cannot read {what} '{path}': it has {file.Length} bytes, more than the {limit} that make sense"
                );
            }

            using var bytes = new MemoryStream();
            var block = new byte[1 << 16];
            for (int count; (count = file.Read(block)) > 0; )
            {
                bytes.Write(block, 0, count);
                if (bytes.Length > limit)
                {
                    throw new HostException($"cannot read {what} '{path}': it has more than {limit} bytes");
                }
            }

            return bytes.ToArray();
        }
        catch (IOException failure)
        {
            throw IoFailure.Describe("read " + what, path, failure);
        }
    }
}
