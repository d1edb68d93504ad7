using System;
using System.Globalization;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>The command line of <see cref="IsaFuzz"/>.</summary>
internal sealed class IsaFuzzOptions
{
    public const string Usage =
        "usage: isa-fuzz [--seed S] [--cases N] [--codes PART|=NAME] [--bits 32|64] [--float] [--show] [--form HEX] [--vectors FILE]";

    public ulong Seed { get; private set; } = 1;

    public long Cases { get; private set; } = 1_000_000;

    /// <summary>Part of the names of Iced's codes, or a whole name after '='.</summary>
    public string Codes { get; private set; } = "";

    /// <summary>32, 64, or 0 for both.</summary>
    public int Bits { get; private set; }

    /// <summary>Only x87 instructions and SSE's on floating-point numbers.</summary>
    public bool Float { get; private set; }

    /// <summary>Names each instruction before it runs, so that the last one shows what took the process down.</summary>
    public bool Shows { get; private set; }

    /// <summary>File for frozen cases, which are made in place of a comparison.</summary>
    public string? Vectors { get; private set; }

    /// <summary>Seed of one form, from a difference that was reported.</summary>
    public ulong? Form { get; private set; }

    /// <summary>Null for arguments that make no sense.</summary>
    public static IsaFuzzOptions? Parse(string[] args)
    {
        var options = new IsaFuzzOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--float":
                    options.Float = true;
                    continue;
                case "--show":
                    options.Shows = true;
                    continue;
                case "--vectors" when value.Length > 0:
                    options.Vectors = value;
                    break;
                case "--codes" when value.Length > 0:
                    options.Codes = value;
                    break;
                case "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options.Seed = seed;
                    break;
                case "--cases" when long.TryParse(value, CultureInfo.InvariantCulture, out var cases) && cases > 0:
                    options.Cases = cases;
                    break;
                case "--bits" when value is "32" or "64":
                    options.Bits = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--form"
                    when ulong.TryParse(value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var form):
                    options.Form = form;
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options.Form != null && (options.Bits == 0 || !options.Codes.StartsWith('=')) ? null : options;
    }

    public bool Wants(Code code, int bitness)
    {
        var name = code.ToString();
        return (Bits == 0 || Bits == bitness)
            && (
                Codes.StartsWith('=')
                    ? name.AsSpan().SequenceEqual(Codes.AsSpan(1))
                    : name.Contains(Codes, StringComparison.OrdinalIgnoreCase)
            )
            && (!Float || FloatCodes.IsArithmetic(code));
    }
}
