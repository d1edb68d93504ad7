using System;
using System.IO;

namespace ReplayEmu.Lockstep.Reference;

/// <summary>Lines of a stream without an allocation each; a line too long for any log is cut.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int Size = 1 << 16;
    private readonly byte[] buffer = new byte[Size];
    private int start;
    private int end;

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var ready = buffer.AsSpan(start, end - start);
            var length = ready.IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = ready[..length].TrimEnd((byte)'\r');
                start += length + 1;
                return true;
            }

            if (ready.Length == Size)
            {
                line = ready;
                start = end;
                return true;
            }

            ready.CopyTo(buffer);
            (start, end) = (0, ready.Length);
            var read = stream.Read(buffer, end, Size - end);
            if (read == 0)
            {
                line = buffer.AsSpan(0, end);
                end = 0;
                return line.Length > 0;
            }

            end += read;
        }
    }
}
