using System;
using System.IO;

namespace ReplayEmu.Host.Files;

/// <summary>Turns what the operating system says about a file into one line for a person.</summary>
public static class IoFailure
{
    /// <summary>ENOSPC on Linux and macOS; the low half of ERROR_DISK_FULL's HResult on Windows is 112.</summary>
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = 112;

    /// <summary>EDQUOT on Linux: the quota is a full disk to its user.</summary>
    private const int QuotaLinux = 122;

    /// <summary>True for a full disk or an exhausted quota.</summary>
    public static bool IsDiskFull(IOException failure)
    {
        var code = failure.HResult & 0xffff;
        return OperatingSystem.IsWindows()
            ? code == NoSpaceWindows
            : failure.HResult is NoSpaceUnix || (OperatingSystem.IsLinux() && failure.HResult is QuotaLinux);
    }

    /// <summary>The exception to show for a failed access to a path.</summary>
    /// <param name="action">What was tried, for example <c>write trace</c>.</param>
    /// <param name="path">The path as the user gave it.</param>
    /// <param name="failure">What the framework threw.</param>
    public static HostException Describe(string action, string path, Exception failure) =>
        failure as HostException
        ?? new HostException(
            failure switch
            {
                DirectoryNotFoundException => $"cannot {action} '{path}': the folder does not exist; create it first",
                FileNotFoundException => $"cannot {action} '{path}': no such file; check the path",
                UnauthorizedAccessException when Directory.Exists(path) =>
                    $"cannot {action} '{path}': it is a directory; give a file",
                UnauthorizedAccessException => $"cannot {action} '{path}': permission denied",
                IOException io when IsDiskFull(io) =>
                    $"cannot {action} '{path}': the disk is full; free some space or choose another folder",
                _ => $"cannot {action} '{path}': {FirstLine(failure.Message)}",
            },
            failure
        );

    private static string FirstLine(string message)
    {
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
