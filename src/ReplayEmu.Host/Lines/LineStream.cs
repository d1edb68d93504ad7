using System;
using System.IO;

namespace ReplayEmu.Host.Lines;

/// <summary>The way out of a <see cref="HostLine"/> as a stream.</summary>
public sealed class LineStream(HostLine line) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => line.Send(buffer);

    public override void Write(byte[] buffer, int offset, int count) => line.Send(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
