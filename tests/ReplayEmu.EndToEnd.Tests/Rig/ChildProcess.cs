using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>The command line as a process of its own.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="PeakBytes">Largest resident set seen; it can miss the last few milliseconds.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ChildProcess(int Code, long PeakBytes, string Error)
{
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "replayemu.dll");

    public static async Task<ChildProcess> Run(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet"
        )
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!process.HasExited)
        {
            peak = Math.Max(peak, ResidentPeak(process.Id));
            giveUp.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(process.WaitForExitAsync(giveUp.Token), Task.Delay(50, giveUp.Token))
                .ConfigureAwait(false);
        }

        await output.ConfigureAwait(false);
        return new ChildProcess(process.ExitCode, peak, await error.ConfigureAwait(false));
    }

    /// <summary>VmHWM of Linux; 0 when the process is gone.</summary>
    private static long ResidentPeak(int id)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{id}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) << 10;
                }
            }
        }
        catch (IOException)
        {
            // It ended meanwhile.
        }

        return 0;
    }
}
