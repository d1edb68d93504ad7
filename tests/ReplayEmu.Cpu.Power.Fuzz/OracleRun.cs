using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>Runs cases under QEMU's user emulation.</summary>
internal static class OracleRun
{
    /// <summary>The states after all cases.</summary>
    /// <exception cref="InvalidOperationException">The program did not end well: some case got a signal.</exception>
    public static ulong[][] Run(IReadOnlyList<VectorCase> cases, ulong[][] before, bool little, string model)
    {
        var words = new uint[cases.Count];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = cases[i].Word;
        }

        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, OracleElf.Build(words, before, little));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return Read(Execute(path, little, model), before.Length, little);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Execute(string path, bool little, string model)
    {
        var start = new ProcessStartInfo("timeout")
        {
            ArgumentList = { "120", little ? "qemu-ppc64le-static" : "qemu-ppc64-static", "-cpu", model, path },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // What it says about signals is in the exit code too.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"the oracle ended with {process.ExitCode}");
    }

    private static ulong[][] Read(byte[] bytes, int count, bool little)
    {
        if (bytes.Length != count * VectorLayout.Size)
        {
            throw new InvalidOperationException($"the oracle wrote {bytes.Length} bytes");
        }

        var states = new ulong[count][];
        for (var i = 0; i < count; i++)
        {
            var state = states[i] = new ulong[VectorLayout.Size / 8];
            for (var j = 0; j < state.Length; j++)
            {
                var at = bytes.AsSpan((i * VectorLayout.Size) + (j * 8));
                state[j] = little
                    ? BinaryPrimitives.ReadUInt64LittleEndian(at)
                    : BinaryPrimitives.ReadUInt64BigEndian(at);
            }

            if (!little)
            {
                state[VectorLayout.Vscr / 8] = state[(VectorLayout.Vscr / 8) + 1];
            }
        }

        return states;
    }
}
