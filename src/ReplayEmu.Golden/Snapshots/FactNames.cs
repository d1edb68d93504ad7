using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>Takes a line of a snapshot apart into names and values.</summary>
internal static class FactNames
{
    public static IEnumerable<(string Name, string Value)> Of(string section, string line)
    {
        var words = line.Split(' ');
        return (section, words) switch
        {
            ("pci", [var address, "class", var code, "prog-if", var programming]) =>
            [
                (address + ".class", code),
                (address + ".prog-if", programming),
            ],
            ("pci" or "virtio", [var address, "queue" or "capability", var number, .. var rest]) =>
            [
                ($"{address}.{words[1]}-{number}", Join(rest)),
            ],
            ("pci" or "virtio", [var address, var field, .. var rest]) => [($"{address}.{field}", Join(rest))],
            ("cpuid", [var leaf, _, _, _, _]) => words
                .Skip(1)
                .Select(word => word.Split('='))
                .Where(pair => pair.Length == 2)
                .Select(pair => ($"cpuid.{leaf}.{pair[0]}", "0x" + pair[1])),
            ("cmos", [var register, var value]) => [($"cmos.{register}", value)],
            ("fw_cfg", ["key", var key, "file", var name, .. var rest]) =>
            [
                ($"fw_cfg.file.{name}", $"{Join(rest)}, key {key}"),
            ],
            ("fw_cfg", ["key", var key, .. var rest]) => [($"fw_cfg.key.{key}", Join(rest))],
            ("fw_cfg", ["port", .. var rest]) => [("fw_cfg.port", Join(rest))],
            _ => [($"{section}.{line}", NamedFacts.Present)],
        };
    }

    private static string Join(string[] words) => string.Join(' ', words);
}
