using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary><c>scripts/isa-fuzz</c>: random cases of every instruction that the host can check, in numbers that a test has no time for.</summary>
internal static class IsaFuzz
{
    private const int ValuesPerForm = 64;
    private const int Ok = 0;
    private const int Differs = 1;
    private const int Usage = 2;
    private const int NoHost = 6;

    public static int Main(string[] args)
    {
        if (IsaFuzzOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(IsaFuzzOptions.Usage);
            return Usage;
        }

        if (!HostCpu.IsSupported)
        {
            Console.Error.WriteLine("isa-fuzz: needs an x86-64 Linux host");
            return NoHost;
        }

        if (options.Vectors is { } path)
        {
            FrozenCaseMaker.WriteFile(path);
            return Ok;
        }

        using var oracle = new NativeOracle();
        return options.Form is { } form ? One(oracle, options, form) : All(oracle, options);
    }

    /// <summary>The seed of a form, from everything that tells it from the others.</summary>
    public static ulong SeedOf(ulong seed, Code code, int bitness, long round) =>
        new CaseRandom(
            seed ^ new CaseRandom(((ulong)code << 48) ^ ((ulong)bitness << 40) ^ (ulong)round).Next()
        ).Next();

    private static int One(NativeOracle oracle, IsaFuzzOptions options, ulong form)
    {
        var (code, bitness) = Targets(options).Single();
        var difference = oracle.Run(code, bitness, form, ValuesPerForm);
        Console.WriteLine(difference ?? $"{oracle.Cases} cases, no difference");
        return difference == null ? Ok : Differs;
    }

    private static int All(NativeOracle oracle, IsaFuzzOptions options)
    {
        var targets = Targets(options);
        var clock = Stopwatch.StartNew();
        var shown = 0L;
        var differences = 0;
        for (var round = 0L; oracle.Cases < options.Cases && targets.Count > 0; round++)
        {
            for (var i = targets.Count - 1; i >= 0 && oracle.Cases < options.Cases; i--)
            {
                var (code, bitness) = targets[i];
                var seed = SeedOf(options.Seed, code, bitness, round);
                if (options.Shows)
                {
                    Console.WriteLine($"{code} {bitness}");
                }

                if (oracle.Run(code, bitness, seed, ValuesPerForm) is { } difference)
                {
                    differences++;
                    targets.RemoveAt(i);
                    Console.WriteLine(difference);
                    Console.WriteLine($"  again: scripts/isa-fuzz --codes ={code} --bits {bitness} --form {seed:x}");
                }
            }

            if (clock.ElapsedMilliseconds / 10_000 > shown)
            {
                shown = clock.ElapsedMilliseconds / 10_000;
                Console.Error.WriteLine(Progress(oracle, clock, differences));
            }
        }

        Console.WriteLine(Progress(oracle, clock, differences));
        return differences == 0 ? Ok : Differs;
    }

    private static string Progress(NativeOracle oracle, Stopwatch clock, int differences) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{oracle.Cases} cases in {clock.Elapsed.TotalSeconds:f0} s, {differences} instructions differ"
        );

    private static List<(Code Code, int Bitness)> Targets(IsaFuzzOptions options)
    {
        var targets = new List<(Code, int)>();
        foreach (var bitness in (int[])[32, 64])
        {
            targets.AddRange(
                OracleCoverage
                    .Covered(bitness)
                    .Where(code => options.Wants(code, bitness) && HostFeatures.Has(code))
                    .Select(code => (code, bitness))
            );
        }

        return targets;
    }
}
