using System.Collections.Generic;
using System.Text;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>QEMU's <c>first,name=value,…</c> notation: a comma in a value is written twice, a bare name means <c>on</c>.</summary>
public static class CommaList
{
    /// <param name="option">For messages, for example <c>-device</c>.</param>
    /// <param name="text">The option's argument.</param>
    /// <param name="first">Name that the first item has when it is written without one, or null.</param>
    /// <exception cref="ConfigurationException">An item without a name.</exception>
    public static IReadOnlyList<PropertyValue> Parse(string option, string text, string? first = null)
    {
        List<PropertyValue> items = [];
        foreach (var item in Split(text))
        {
            var equals = item.IndexOf('=', System.StringComparison.Ordinal);
            var implied = items.Count == 0 && first is not null;
            if (equals == 0 || (item.Length == 0 && !implied))
            {
                throw new ConfigurationException($"{option} '{text}': an item has no name");
            }

            items.Add(
                equals > 0 ? new PropertyValue(item[..equals], item[(equals + 1)..])
                : implied ? new PropertyValue(first!, item)
                : new PropertyValue(item, "on")
            );
        }

        return items;
    }

    private static List<string> Split(string text)
    {
        List<string> items = [];
        var item = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != ',')
            {
                item.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == ',')
            {
                item.Append(',');
                i++;
            }
            else
            {
                items.Add(item.ToString());
                item.Clear();
            }
        }

        items.Add(item.ToString());
        return items;
    }
}
