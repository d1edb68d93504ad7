using System;
using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>Facts as text, taken apart again: <c>[section]</c> headings and their lines.</summary>
internal static class FactText
{
    /// <summary>The lines of one section, in order; none when there is no such section.</summary>
    public static IReadOnlyList<string> Lines(string text, string section)
    {
        var heading = $"[{section}]";
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(line => line != heading)
                .Skip(1)
                .TakeWhile(line => line[0] != '['),
        ];
    }
}
