using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace ReplayEmu.Host.Lines;

/// <summary>A console at a pseudo-terminal of the host, for screen, minicom and the like. Linux and macOS.</summary>
public sealed unsafe partial class PtyLine : HostLine
{
    private const int ReadWrite = 2;
    private const int TermiosBytes = 256;
    private const short PollIn = 1;
    private const short PollOut = 4;

    /// <summary>The kernel says that there is room only when there is room for as much as this.</summary>
    private const int PieceBytes = 64;
    private const int SendMilliseconds = 100;
    private readonly int master;
    private readonly int slave;
    private volatile bool closed;

    /// <exception cref="HostException">The host gives no pseudo-terminal.</exception>
    public PtyLine()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new HostException("pty: this host has no pseudo-terminals; use tcp:127.0.0.1:PORT,server");
        }

        var noControl = OperatingSystem.IsMacOS() ? 0x20000 : 0x100;
        master = posix_openpt(ReadWrite | noControl);
        if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        {
            throw new HostException($"pty: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        Place = Marshal.PtrToStringUTF8((nint)ptsname(master)) ?? "";
        // Held open: otherwise reading fails whenever nobody has it open.
        slave = open(Place, ReadWrite | noControl);
        var settings = new byte[TermiosBytes];
        if (slave < 0 || tcgetattr(slave, settings) != 0)
        {
            throw new HostException($"pty '{Place}': {Marshal.GetLastPInvokeErrorMessage()}");
        }

        cfmakeraw(settings);
        tcsetattr(slave, 0, settings);
    }

    public override string Place { get; }

    public override void Start() => new Thread(Read) { IsBackground = true, Name = "pty" }.Start();

    public override void Send(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            // Nobody reads: the bytes are lost, as on a line that is not connected.
            var wait = new Waiting { Descriptor = master, Events = PollOut };
            if (poll(&wait, 1, SendMilliseconds) <= 0 || (wait.Returned & PollOut) == 0)
            {
                return;
            }

            nint count;
            fixed (byte* bytes = data)
            {
                count = write(master, bytes, (nuint)Math.Min(data.Length, PieceBytes));
            }

            if (count <= 0)
            {
                return;
            }

            data = data[(int)count..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        closed = true;
        Queue.Complete();
    }

    private void Read()
    {
        var block = stackalloc byte[256];
        while (!closed)
        {
            var wait = new Waiting { Descriptor = master, Events = PollIn };
            if (poll(&wait, 1, SendMilliseconds) <= 0 || (wait.Returned & PollIn) == 0)
            {
                continue;
            }

            var count = read(master, block, 256);
            for (nint i = 0; i < count; i++)
            {
                Queue.Add(block[i]);
            }
        }

        _ = close(slave);
        _ = close(master);
    }

    private struct Waiting
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int descriptor);

    [LibraryImport("libc")]
    private static partial byte* ptsname(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int descriptor, byte[] settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int descriptor, int when, byte[] settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte[] settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(Waiting* which, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte* buffer, nuint count);
}
