using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;

namespace ReplayEmu.Host.Processes;

/// <summary>Another emulator that runs beside us and tells on standard error what it does; it ends with this object.</summary>
public sealed class EmulatorProcess : IDisposable
{
    private readonly Process process;

    /// <exception cref="HostException">The program cannot be started.</exception>
    public EmulatorProcess(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            process = Process.Start(start) ?? throw new HostException($"cannot start {program}");
        }
        catch (Win32Exception failure)
        {
            throw new HostException($"cannot start {program}: {failure.Message}");
        }

        // What the guest prints is of no interest, but must not block.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
    }

    /// <summary>Standard error; reading waits for the program, and the program for the reader.</summary>
    public Stream Log => process.StandardError.BaseStream;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        process.Dispose();
    }
}
