using System.Text;
using System.Text.RegularExpressions;

namespace ReplayEmu.Cli.Comparison;

/// <summary>Console text in a form in which lines that say the same are equal, and that is safe for a terminal.</summary>
internal static partial class ConsoleLines
{
    /// <summary>Without Linux's time stamps and terminal sequences; other control characters become question marks.</summary>
    public static string Of(string text)
    {
        var lines = new StringBuilder();
        foreach (var line in TerminalSequence().Replace(text, "").Split('\n'))
        {
            var at = lines.Length;
            lines.Append(TimeStamp().Replace(line.Trim('\r'), ""));
            for (; at < lines.Length; at++)
            {
                lines[at] = char.IsControl(lines[at]) ? '?' : lines[at];
            }

            lines.Append('\n');
        }

        return lines.Length > 1 ? lines.ToString(0, lines.Length - 1) : "";
    }

    [GeneratedRegex(@"^\[ *[0-9]+\.[0-9]{6}\] ", RegexOptions.CultureInvariant)]
    private static partial Regex TimeStamp();

    /// <summary>Control sequences of ECMA-48, section 5.4.</summary>
    [GeneratedRegex(@"\x1b(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalSequence();
}
