namespace ReplayEmu.Cli.Reports;

/// <summary>Text from a trace or a command line, made safe for a terminal.</summary>
internal static class Printable
{
    /// <summary>Line ends become blanks and other control characters question marks: nothing can move the cursor or set colours.</summary>
    public static string Line(string text) =>
        string.Create(
            text.Length,
            text,
            static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] =
                        source[i] is '\n' or '\r' ? ' '
                        : char.IsControl(source[i]) ? '?'
                        : source[i];
                }
            }
        );
}
