using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Comparison;

/// <summary>What differs between the descriptions of two machines, by the names that they have in a trace's header.</summary>
internal static class ConfigDifferences
{
    public static IReadOnlyList<string> Of(MachineConfig first, MachineConfig second)
    {
        var one = Facts(first);
        var other = Facts(second);
        var found = new List<string>();
        foreach (var name in new SortedSet<string>([.. one.Keys, .. other.Keys], StringComparer.Ordinal))
        {
            var before = one.GetValueOrDefault(name, "none");
            var after = other.GetValueOrDefault(name, "none");
            if (before != after)
            {
                found.Add($"{name}: {before} -> {after}");
            }
        }

        return found;
    }

    private static SortedDictionary<string, string> Facts(MachineConfig config)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(facts, new StringBuilder(), JsonSerializer.SerializeToElement(config, ConfigJson.Default.MachineConfig));
        return facts;
    }

    private static void Add(SortedDictionary<string, string> facts, StringBuilder path, JsonElement element)
    {
        var length = path.Length;
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Add(facts, path.Append(length > 0 ? "." : "").Append(property.Name), property.Value);
                path.Length = length;
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < element.GetArrayLength(); i++)
            {
                Add(facts, path.Append('[').Append(i).Append(']'), element[i]);
                path.Length = length;
            }
        }
        else if (element.ValueKind != JsonValueKind.Null)
        {
            facts[path.ToString()] = element.ToString();
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MachineConfig))]
internal sealed partial class ConfigJson : JsonSerializerContext;
