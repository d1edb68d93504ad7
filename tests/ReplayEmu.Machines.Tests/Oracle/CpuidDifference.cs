using System;
using System.Linq;

namespace ReplayEmu.Machines.Tests.Oracle;

/// <summary>Why bits of CPUID differ from QEMU's.</summary>
/// <param name="Place">Leaf, subleaf and register, or the start of it.</param>
/// <param name="Mask">The bits that the reason is for.</param>
internal sealed record CpuidDifference(string Model, string Place, uint Mask, string Reason)
{
    private const uint Vme = 2;
    private const string Interpreter = "VME: QEMU's interpreter lacks what the model defines, this one has it";

    // csharpier-ignore-start
    private static readonly CpuidDifference[] All =
    [
        new("486", "00000001.0 edx", Vme, Interpreter),
        new("486", "80000000.0 edx", Vme, Interpreter),
        new("pentium", "00000001.0 edx", Vme, Interpreter),
        new("pentium", "80000000.0 edx", Vme, Interpreter),
        new("pentium3", "00000001.0 edx", Vme, Interpreter),
        new("kvm32", "00000001.0 edx", Vme, Interpreter),
        new("kvm64", "00000001.0 edx", Vme, Interpreter),
        new("max", "", uint.MaxValue, "max is what the interpreter knows, here and there"),
    ];
    // csharpier-ignore-end

    /// <summary>The reasons that together explain all bits.</summary>
    /// <exception cref="InvalidOperationException">A bit has none.</exception>
    public static string ReasonOf(string model, string place, uint bits)
    {
        var rows = All.Where(row =>
                (row.Model == model || row.Model == "*")
                && place.StartsWith(row.Place, StringComparison.Ordinal)
                && (row.Mask & bits) != 0
            )
            .ToList();
        var left = rows.Aggregate(bits, (rest, row) => rest & ~row.Mask);
        return left == 0
            ? string.Join("; ", rows.Select(row => row.Reason))
            : throw new InvalidOperationException($"{model} {place}: nothing explains {bits:x}");
    }
}
