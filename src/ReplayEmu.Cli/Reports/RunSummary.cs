using System;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli.Reports;

/// <summary>What a run came to, in words and as an exit code.</summary>
public static class RunSummary
{
    /// <summary><c>guest 1.234 s, 12,345,678 instructions, 123 MIPS</c></summary>
    public static string Describe(Clock guest, TimeSpan elapsed)
    {
        var mips = guest.Retired / Math.Max(1, elapsed.TotalMicroseconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"guest {Seconds(guest.Nanoseconds)} s, {guest.Retired:N0} instructions, {mips:0.0} MIPS"
        );
    }

    /// <summary>Why the machine stopped, as one clause.</summary>
    /// <param name="reason">From the machine.</param>
    /// <param name="exitCode">What the guest left.</param>
    /// <param name="detail">What was missing, for <see cref="StopReason.Unimplemented"/>.</param>
    /// <param name="textSeen">The text that was waited for was written.</param>
    /// <param name="idle">The run was ended because the guest only waited.</param>
    public static string Describe(StopReason reason, int exitCode, string? detail, bool textSeen, bool idle) =>
        reason switch
        {
            StopReason.IcountReached => "the limit is reached",
            StopReason.GuestExit when exitCode == 0 => "the guest switched the machine off",
            StopReason.GuestExit => string.Create(
                CultureInfo.InvariantCulture,
                $"the guest failed: it ended the run with code {exitCode}"
            ),
            StopReason.ResetNotAllowed => "the guest asked for a reset (-no-reboot)",
            StopReason.Deadlock => "the guest halted and nothing can wake it",
            StopReason.Unimplemented => $"the guest needs what this emulator lacks: {detail}",
            StopReason.HostRequest when textSeen => "the text was written",
            StopReason.HostRequest when idle => "the guest only waits (--max-idle)",
            _ => "ended by the user",
        };

    /// <param name="reason">From the machine.</param>
    /// <param name="exitCode">What the guest left.</param>
    /// <param name="missed">A text was waited for and the run ended without it.</param>
    public static ExitCode Code(StopReason reason, int exitCode, bool missed) =>
        reason switch
        {
            StopReason.Unimplemented => ExitCode.Unimplemented,
            StopReason.GuestExit when exitCode != 0 => ExitCode.GuestFailed,
            StopReason.HostRequest => ExitCode.Ok,
            _ => missed ? ExitCode.GuestFailed : ExitCode.Ok,
        };

    /// <summary>Guest seconds with milliseconds, rounded down.</summary>
    public static string Seconds(ulong nanoseconds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{nanoseconds / 1_000_000_000}.{nanoseconds / 1_000_000 % 1000:000}"
        );
}
