using System;
using System.Collections.Generic;

namespace ReplayEmu.Machine.Configuration;

/// <summary>Finds the known name nearest to a mistyped one.</summary>
public static class NearestName
{
    /// <summary><c>; did you mean 'x'?</c>, or an empty string when nothing is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> known) =>
        Find(wrong, known) is { } name ? $"; did you mean '{name}'?" : "";

    /// <summary>The known name with the smallest edit distance, if that is at most half of the length.</summary>
    public static string? Find(string wrong, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = Math.Max(2, wrong.Length / 2) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(wrong, candidate);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
