using System;
using System.Globalization;
using ReplayEmu.Cli.Events;

namespace ReplayEmu.Cli.Reports;

/// <summary>Guest-visible facts in words.</summary>
internal static class FactWords
{
    /// <summary>What a fact is about: <c>00:10.0 virtio-balloon-pci: class</c>.</summary>
    /// <param name="function">Address and driver of the PCI function, or null.</param>
    public static string Subject(string fact, string? function)
    {
        if (function is null)
        {
            var dot = fact.IndexOf('.', StringComparison.Ordinal);
            return dot < 0 ? fact : $"{fact[..dot]}: {fact[(dot + 1)..]}";
        }

        var address = function[..function.IndexOf(' ', StringComparison.Ordinal)];
        return $"{function}: {fact[(address.Length + 1)..]}";
    }

    /// <summary>A value with its meaning: <c>0x0500 (memory, RAM)</c>.</summary>
    public static string Value(string fact, string? value)
    {
        if (value is null)
        {
            return "absent";
        }

        return
            fact.EndsWith(".class", StringComparison.Ordinal)
            && value.Length == 6
            && uint.TryParse(
                value.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
            ? $"{value} ({(code == 0x00ff ? "unclassified" : PciClass.Describe(code))})"
            : value;
    }
}
