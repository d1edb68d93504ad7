using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What a guest can see of a machine, each fact under a name: <c>00:10.0.class</c>, <c>cpuid.00000001.0.eax</c>.</summary>
public sealed class NamedFacts
{
    /// <summary>Value of a fact that is just there: a range of memory or ports, a wire.</summary>
    public const string Present = "present";

    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> functions = new(StringComparer.Ordinal);

    private NamedFacts() { }

    /// <summary>Names in ordinal order.</summary>
    public IEnumerable<string> Names => values.Keys;

    public static NamedFacts Of(VirtualMachine machine)
    {
        var facts = new NamedFacts();
        foreach (var device in machine.Devices)
        {
            var space = device.Name.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0)
            {
                facts.functions[device.Name[..space]] = device.Name;
            }
        }

        facts.Add(ModelFacts.Create(machine));
        return facts;
    }

    /// <summary>The model's facts in the text of a golden; what the probe guest printed is left out, as it agrees with them.</summary>
    public static NamedFacts Parse(string golden)
    {
        var facts = new NamedFacts();
        facts.Add(golden);
        return facts;
    }

    /// <summary>The value, or null when the machine has no such fact.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name);

    /// <summary>Address and driver of the PCI function that a fact is about, or null.</summary>
    public string? FunctionOf(string name) =>
        functions.FirstOrDefault(item => name.StartsWith(item.Key + ".", StringComparison.Ordinal)).Value;

    private void Add(string text)
    {
        var section = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '[')
            {
                section = line[1..^1];
                continue;
            }

            if (section is "machine" or "probe")
            {
                continue;
            }

            foreach (var (name, value) in FactNames.Of(section, line))
            {
                values[name] = value;
            }
        }
    }
}
