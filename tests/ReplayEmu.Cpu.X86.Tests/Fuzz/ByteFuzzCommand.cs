using System;
using System.Diagnostics;
using System.Globalization;
using ReplayEmu.Replay.Replaying;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary><c>scripts/byte-fuzz</c>: portions of random bytes in every mode, each with a seed of its own.</summary>
internal static class ByteFuzzCommand
{
    private const ulong PortionBytes = 1 << 20;
    private const ulong PortionsPerLine = 10;

    public static int Main(string[] args)
    {
        if (
            args is not ([_, _] or [_, _, _])
            || !ulong.TryParse(args[0], CultureInfo.InvariantCulture, out var seed)
            || !ulong.TryParse(args[1], CultureInfo.InvariantCulture, out var bytes)
            || Modes(args) is not { } modes
        )
        {
            Console.Error.WriteLine($"usage: byte-fuzz SEED BYTES [{string.Join('|', Enum.GetNames<ByteFuzzMode>())}]");
            return 2;
        }

        var failures = 0;
        foreach (var mode in modes)
        {
            failures += Run(mode, seed, bytes);
        }

        return failures == 0 ? 0 : 1;
    }

    private static ByteFuzzMode[]? Modes(string[] args) =>
        args.Length == 2 ? Enum.GetValues<ByteFuzzMode>()
        : Enum.TryParse<ByteFuzzMode>(args[2], out var mode) ? [mode]
        : null;

    private static int Run(ByteFuzzMode mode, ulong seed, ulong bytes)
    {
        var clock = Stopwatch.StartNew();
        var total = new ReplayCounts(0, 0, 0, 0, 0);
        var failures = 0;
        var done = 0UL;
        while (done < bytes)
        {
            var portion = Math.Min(PortionBytes, bytes - done);
            var lots = (portion + ByteFuzzMachine.LotSize - 1) / ByteFuzzMachine.LotSize;
            if (ByteFuzzRun.Run(mode, seed, lots * ByteFuzzMachine.LotSize, out var counts) is { } failure)
            {
                failures++;
                Console.WriteLine($"{mode}, seed {seed}: {failure}");
                Console.WriteLine($"  again: scripts/byte-fuzz {seed} {portion} {mode}");
            }

            seed++;
            done += portion;
            total = total with
            {
                Inputs = total.Inputs + counts.Inputs,
                Interactions = total.Interactions + counts.Interactions,
                Digests = total.Digests + counts.Digests,
            };
            if (done / PortionBytes % PortionsPerLine == 0 || done == bytes)
            {
                Show(mode, done, clock, total, failures);
            }
        }

        return failures;
    }

    private static void Show(ByteFuzzMode mode, ulong done, Stopwatch clock, ReplayCounts total, int failures) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{mode}: {done} bytes in {clock.Elapsed.TotalSeconds:f0} s, {total.Inputs} inputs, {total.Interactions} interactions and {total.Digests} digests the same in the replay, {failures} portions failed"
            )
        );
}
