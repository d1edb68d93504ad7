using System;
using System.IO;

namespace ReplayEmu.Host.Files;

/// <summary>
/// A file that is written front to back. A write that fails is taken back, so that the file ends with the last whole write,
/// and becomes a <see cref="HostException"/> of one line.
/// </summary>
public sealed class OutputFileStream : Stream
{
    private readonly string path;
    private readonly string action;
    private readonly FileStream file;
    private long whole;

    /// <param name="path">Created, or emptied when it exists.</param>
    /// <param name="what">For messages, for example <c>trace</c>.</param>
    /// <exception cref="HostException">The path cannot be written.</exception>
    public OutputFileStream(string path, string what)
    {
        this.path = path;
        action = "write " + what;
        try
        {
            // No buffer: what this class was given is what the file holds, also when the process is killed.
            file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw IoFailure.Describe(action, path, failure);
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => whole;

    public override long Position
    {
        get => whole;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
            whole += buffer.Length;
        }
        catch (IOException failure)
        {
            TakeBack();
            throw IoFailure.Describe(action, path, failure);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                file.Dispose();
            }
            catch (IOException failure)
            {
                throw IoFailure.Describe(action, path, failure);
            }
        }

        base.Dispose(disposing);
    }

    private void TakeBack()
    {
        try
        {
            if (file.CanSeek)
            {
                file.SetLength(whole);
                file.Position = whole;
            }
        }
        catch (IOException)
        {
            // The first failure is the one to report.
        }
    }
}
