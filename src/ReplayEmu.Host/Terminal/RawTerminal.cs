using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace ReplayEmu.Host.Terminal;

/// <summary>
/// The terminal on standard input without echo, line editing and signal keys, as a serial console needs it. It is put back when
/// disposed, at the end of the process, and when a signal ends it.
/// </summary>
public sealed partial class RawTerminal : IDisposable
{
    private const int StandardInput = 0;
    private const int Now = 0;

    /// <summary>More than any system's struct termios (60 bytes on Linux, 72 on macOS).</summary>
    private const int TermiosBytes = 256;

    private readonly byte[] saved = new byte[TermiosBytes];
    private readonly byte[] raw = new byte[TermiosBytes];
    private readonly List<PosixSignalRegistration> signals = [];
    private bool active;

    private RawTerminal() { }

    /// <summary>True when standard input is a terminal that this class can switch.</summary>
    public static bool IsTerminal => !OperatingSystem.IsWindows() && isatty(StandardInput) == 1;

    /// <summary>Switches the terminal; null when standard input is none.</summary>
    public static RawTerminal? Enter()
    {
        if (!IsTerminal)
        {
            return null;
        }

        var terminal = new RawTerminal();
        if (tcgetattr(StandardInput, terminal.saved) != 0)
        {
            return null;
        }

        terminal.saved.CopyTo(terminal.raw.AsSpan());
        cfmakeraw(terminal.raw);
        KeepOutputProcessing(terminal.saved, terminal.raw);
        if (tcsetattr(StandardInput, Now, terminal.raw) != 0)
        {
            return null;
        }

        terminal.active = true;
        terminal.WatchSignals();
        return terminal;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        Restore();
    }

    /// <summary>
    /// Messages of this program end lines with LF alone, so the terminal must still turn it into CR LF: c_oflag is kept. It
    /// is the second field, of 4 bytes on Linux and of 8 on macOS.
    /// </summary>
    private static void KeepOutputProcessing(byte[] from, byte[] to)
    {
        var size = OperatingSystem.IsLinux() ? 4 : 8;
        from.AsSpan(size, size).CopyTo(to.AsSpan(size));
    }

    private void WatchSignals()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Restore()));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Restore()));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => Restore()));
        // Stopped and continued by a shell, which sets the terminal to its own taste in between.
        if (!OperatingSystem.IsWindows())
        {
            signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Again()));
        }
    }

    private void OnExit(object? sender, EventArgs arguments) => Restore();

    private void Restore()
    {
        if (active)
        {
            active = false;
            _ = tcsetattr(StandardInput, Now, saved);
        }
    }

    private void Again()
    {
        if (active)
        {
            _ = tcsetattr(StandardInput, Now, raw);
        }
    }

    [LibraryImport("libc")]
    private static partial int isatty(int descriptor);

    [LibraryImport("libc")]
    private static partial int tcgetattr(int descriptor, [Out] byte[] termios);

    [LibraryImport("libc")]
    private static partial int tcsetattr(int descriptor, int when, byte[] termios);

    [LibraryImport("libc")]
    private static partial void cfmakeraw([In, Out] byte[] termios);
}
