using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>
/// The tour of docs/time-travel.md with gdb itself, on the committed trace. It needs <c>gdb</c> on the machine, as Debian 12 has it.
/// </summary>
[Category("Guests")]
public sealed class StockGdbTests
{
    [Test]
    public async Task The_panic_leads_back_to_the_read_of_the_class_code()
    {
        var said = await OnPanic(
            "monitor seek text:Kernel panic",
            "maintenance flush register-cache",
            "break *0x1001a0",
            "reverse-continue",
            "x/i $pc",
            "delete",
            "x/2dw 0x19000c",
            "watch *(int*)0x19000c",
            "reverse-continue",
            "x/i $pc",
            "set $node=$ebx",
            "delete",
            "watch *(int*)$node",
            "reverse-continue",
            "x/i $pc",
            "info registers ebx",
            "delete",
            "monitor who-read pci:00:10.0+0x08"
        );
        Assert.That(
            said,
            Does.Match(
                @"(?s)Breakpoint 1, 0x001001a0.*mov +\(%esi\),%eax.*0x19000c:\s+3\s+2.*Old value = 3\s+New value = 0"
                    + @".*mov +%eax,0x19000c.*Old value = 1835363584\s+New value = 0.*stos +%eax,%es:\(%edi\)"
                    + @".*ebx +0x80008000.*config-read 00:10\.0\+0x08 4 bytes = 0x05000000"
            )
        );
    }

    [Test]
    public async Task It_steps_back_and_comes_to_both_ends()
    {
        var said = await OnPanic(
            "stepi",
            "stepi",
            "reverse-stepi",
            "reverse-continue",
            "continue",
            "reverse-stepi",
            "stepi"
        );
        // Once at the begin and once at the end.
        Assert.That(said.Split("No more reverse-execution history"), Has.Length.GreaterThanOrEqualTo(3), said);
    }

    [Test]
    public async Task It_sees_the_registers_of_a_64_bit_guest()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("modes.rtrace");
        Replayemu.Run(
            "record",
            "-M",
            "pc-1.1",
            "-cpu",
            "qemu64",
            "-nodefaults",
            "-serial",
            "stdio",
            "-device",
            "isa-debug-exit",
            "-bios",
            "builtin:modes",
            "-o",
            trace
        );
        var said = await Run(
            trace,
            "i386:x86-64",
            "end",
            "info registers rip efer",
            "reverse-stepi",
            "print $r15 == $r15",
            "x/i $pc"
        );
        Assert.That(said, Does.Match(@"(?s)rip +0x.*efer +0x.*\$1 = 1.*=> 0x"));
    }

    private static Task<string> OnPanic(params string[] commands) =>
        Run(RepositoryRoot.Combine("traces", "panic-demo-pc-1.0", "trace.rtrace"), "i386", "begin", commands);

    private static async Task<string> Run(string trace, string architecture, string place, params string[] commands)
    {
        var start = new ProcessStartInfo("gdb") { RedirectStandardOutput = true, RedirectStandardError = true };
        var dotnet = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
            ? Environment.ProcessPath
            : "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "replayemu.dll");
        string[] first =
        [
            "set pagination off",
            $"set architecture {architecture}",
            $"target remote | '{dotnet}' '{program}' debug '{trace}' -gdb stdio --at {place} --arch {architecture}",
        ];
        string[] words = ["-batch", "-nx"];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var command in (string[])[.. first, .. commands])
        {
            start.ArgumentList.Add("-ex");
            start.ArgumentList.Add(command);
        }

        using var gdb = Start(start);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var output = gdb.StandardOutput.ReadToEndAsync(giveUp.Token);
        var error = gdb.StandardError.ReadToEndAsync(giveUp.Token);
        await gdb.WaitForExitAsync(giveUp.Token);
        return await output + await error;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new AssertionException($"gdb is missing, install the package gdb: {missing.Message}");
        }
    }
}
