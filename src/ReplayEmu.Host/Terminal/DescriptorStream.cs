using System;
using System.IO;
using System.Runtime.InteropServices;

namespace ReplayEmu.Host.Terminal;

/// <summary>
/// Writes to a Unix file descriptor, and does nothing else: the framework's console streams set up the terminal, and its file
/// streams keep an offset of their own, which is wrong where two descriptors share a file (<c>&gt;log 2&gt;&amp;1</c>).
/// </summary>
internal sealed partial class DescriptorStream(int descriptor) : Stream
{
    /// <summary>EINTR on Linux and macOS.</summary>
    private const int Interrupted = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">With errno as its HResult.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint count;
            // Pinned for the call; the kernel reads no more than the length.
            fixed (byte* bytes = buffer)
            {
                count = write(descriptor, bytes, (nuint)buffer.Length);
            }

            var error = Marshal.GetLastPInvokeError();
            if (count > 0)
            {
                buffer = buffer[(int)count..];
            }
            else if (count == 0 || error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint write(int descriptor, byte* buffer, nuint count);
}
