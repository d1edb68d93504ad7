using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ReplayEmu.Golden.Review;

/// <summary>Workflow commands that show findings beside the files in a GitHub review.</summary>
public static class Annotations
{
    /// <summary>One <c>::error</c> line a failure.</summary>
    /// <param name="report">The findings.</param>
    /// <param name="root">Repository folder; paths below it are written relative to it.</param>
    public static IEnumerable<string> Lines(GoldenReport report, string root) =>
        report.Results.Where(result => result.IsFailure).Select(result => Line(result, root));

    private static string Line(GoldenResult result, string root)
    {
        var text = new StringBuilder("::error file=").Append(Property(RelativePath(result.Path, root)));
        if (result.Line > 0)
        {
            text.Append(",line=").Append(result.Line.ToString(CultureInfo.InvariantCulture));
        }

        text.Append(",title=").Append(Property("golden " + result.Outcome));
        return text.Append("::").Append(Data(result.Message)).ToString();
    }

    internal static string RelativePath(string path, string root)
    {
        var prefix = root.TrimEnd('/', '\\');
        var relative =
            path.Length > prefix.Length
            && path.StartsWith(prefix, StringComparison.Ordinal)
            && path[prefix.Length] is '/' or '\\'
                ? path[(prefix.Length + 1)..]
                : path;
        return relative.Replace('\\', '/');
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
