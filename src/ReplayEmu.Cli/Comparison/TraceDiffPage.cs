using System.Globalization;
using System.IO;
using System.Net;

namespace ReplayEmu.Cli.Comparison;

/// <summary>The comparison as one HTML page that needs nothing else. Everything that comes from a trace is escaped.</summary>
internal static class TraceDiffPage
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
        h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top }
        td.n, th.n { text-align: right } code, pre { font: 13px/1.45 ui-monospace, monospace }
        pre { background: #f6f6f6; padding: .6rem; overflow-x: auto } .gone { background: #fdd } .new { background: #dfd } .hunk { color: #777 }
        .value { background: #fff3c4 }
        """;

    public static void Write(TextWriter page, TraceDiffReport report)
    {
        page.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Write(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        );
        page.Write(
            $"<title>{Text(report.First.File)} and {Text(report.Second.File)}</title>\n<style>\n{Style}\n</style>\n"
        );
        page.Write("</head>\n<body>\n<h1>Two recordings of one guest</h1>\n");
        Sides(page, report);
        Difference(page, report.Difference);
        Followed(page, report);
        page.Write("</body>\n</html>\n");
    }

    private static void Sides(TextWriter page, TraceDiffReport report)
    {
        page.Write("<table>\n<tr><th></th><th>first</th><th>second</th></tr>\n");
        Row(page, "trace", report.First.File, report.Second.File);
        Row(page, "machine", report.First.Machine, report.Second.Machine);
        Row(page, "recorded by", report.First.ToolVersion, report.Second.ToolVersion);
        Row(page, "ticks", Number(report.First.LastIcount), Number(report.Second.LastIcount));
        Row(page, "end", report.First.End, report.Second.End);
        page.Write("</table>\n");
        if (report.Machine.Count > 0)
        {
            page.Write("<h2>The machines</h2>\n<ul>\n");
            foreach (var line in report.Machine)
            {
                page.Write($"<li><code>{Text(line)}</code></li>\n");
            }

            page.Write("</ul>\n");
        }
    }

    private static void Difference(TextWriter page, GuestDifference? difference)
    {
        page.Write("<h2>The first difference for the guest</h2>\n");
        if (difference is null)
        {
            page.Write("<p>None: the guest did and saw the same in both.</p>\n");
            return;
        }

        page.Write(
            $"<p><b>{Text(difference.Device)}</b>, after {difference.SameBefore} interactions that were the same.</p>\n"
        );
        var (first, second) = (difference.First, difference.Second);
        page.Write("<table>\n<tr><th></th><th>first</th><th>second</th></tr>\n");
        page.Write(
            $"<tr><td>access</td><td class=\"value\"><code>{Text(first?.Access ?? "nothing more")}</code></td>"
                + $"<td class=\"value\"><code>{Text(second?.Access ?? "nothing more")}</code></td></tr>\n"
        );
        Row(page, "meaning", first?.Meaning ?? "", second?.Meaning ?? "");
        Row(page, "icount", Number(first?.Icount ?? 0), Number(second?.Icount ?? 0));
        Row(page, "at", first?.Pc ?? "", second?.Pc ?? "");
        Row(page, "instruction", first?.Instruction ?? "", second?.Instruction ?? "");
        Row(page, "called from", string.Join('\n', first?.Callers ?? []), string.Join('\n', second?.Callers ?? []));
        Row(page, "note", first?.Note ?? "", second?.Note ?? "");
        page.Write("</table>\n");
    }

    private static void Followed(TextWriter page, TraceDiffReport report)
    {
        if (report.Devices.Count > 0)
        {
            page.Write("<h2>What followed</h2>\n<table>\n<tr><th>with</th><th class=\"n\">the same</th>");
            page.Write("<th class=\"n\">first</th><th class=\"n\">second</th></tr>\n");
            foreach (var device in report.Devices)
            {
                page.Write($"<tr><td>{Text(device.Device)}</td><td class=\"n\">{device.Same}</td>");
                page.Write($"<td class=\"n\">{device.First}</td><td class=\"n\">{device.Second}</td></tr>\n");
            }

            page.Write("</table>\n");
        }

        foreach (var console in report.Consoles)
        {
            page.Write($"<h2>Printed through {Text(console.Port)}</h2>\n<pre>");
            foreach (var line in console.Diff.TrimEnd('\n').Split('\n'))
            {
                page.Write($"<span class=\"{Class(line)}\">{Text(line)}</span>\n");
            }

            page.Write("</pre>\n");
        }
    }

    private static string Class(string line) =>
        line.Length == 0 ? "same"
        : line[0] == '-' ? "gone"
        : line[0] == '+' ? "new"
        : line[0] == '@' ? "hunk"
        : "same";

    /// <summary>A row of a table; none when both are empty.</summary>
    private static void Row(TextWriter page, string name, string first, string second)
    {
        if (first.Length + second.Length > 0)
        {
            page.Write($"<tr><td>{name}</td><td>{Lines(first)}</td><td>{Lines(second)}</td></tr>\n");
        }
    }

    private static string Lines(string text) => Text(text).Replace("\n", "<br>", System.StringComparison.Ordinal);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Number(ulong value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
