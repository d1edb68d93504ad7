using System;
using System.IO;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host.Outputs;

/// <summary>Where the bytes of a console go: buffered, flushed at line ends, when full and when asked.</summary>
public sealed class ConsoleSink : IDisposable
{
    private readonly Stream stream;
    private readonly string name;
    private readonly bool owned;
    private readonly byte[] buffer = new byte[4096];
    private int used;

    private ConsoleSink(Stream stream, string name, bool owned)
    {
        this.stream = stream;
        this.name = name;
        this.owned = owned;
    }

    /// <summary>Throws everything away.</summary>
    public static ConsoleSink Discard() => new(Stream.Null, "null", owned: false);

    /// <summary>Writes to a stream that stays open.</summary>
    public static ConsoleSink To(Stream stream, string name) => new(stream, name, owned: false);

    /// <summary>Writes to a new file.</summary>
    /// <exception cref="HostException">The file cannot be made.</exception>
    public static ConsoleSink ToFile(string path) =>
        new(new OutputFileStream(path, "console output"), path, owned: true);

    /// <exception cref="HostException">The other side is closed or the disk is full.</exception>
    public void Write(ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            buffer[used++] = value;
            if (used == buffer.Length || value == '\n')
            {
                Flush();
            }
        }
    }

    public void Flush()
    {
        if (used == 0)
        {
            return;
        }

        var count = used;
        used = 0;
        try
        {
            stream.Write(buffer.AsSpan(0, count));
            stream.Flush();
        }
        catch (IOException failure)
        {
            throw IoFailure.Describe("write to", name, failure);
        }
    }

    public void Dispose()
    {
        Flush();
        if (owned)
        {
            stream.Dispose();
        }
    }
}
