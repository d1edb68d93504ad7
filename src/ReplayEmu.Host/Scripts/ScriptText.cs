using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ReplayEmu.Host.Scripts;

/// <summary>The words of a script line: bare ones, and texts in double quotes with escapes.</summary>
internal static class ScriptText
{
    /// <summary>Splits a line; a <c>#</c> outside of quotes begins a comment.</summary>
    /// <exception cref="FormatException">An open quote or an unknown escape; the message is for the user.</exception>
    internal static List<string> Split(string line)
    {
        List<string> words = [];
        for (var at = 0; at < line.Length; )
        {
            if (line[at] is ' ' or '\t' or '\r')
            {
                at++;
            }
            else if (line[at] == '#')
            {
                break;
            }
            else if (line[at] == '"')
            {
                words.Add(Quoted(line, ref at));
            }
            else
            {
                var begin = at;
                while (at < line.Length && line[at] is not (' ' or '\t' or '\r' or '"'))
                {
                    at++;
                }

                words.Add(line[begin..at]);
            }
        }

        return words;
    }

    /// <summary>As it would be written in a script.</summary>
    internal static string Quote(ReadOnlySpan<byte> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in Encoding.UTF8.GetString(text))
        {
            quoted.Append(
                letter switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' or (char)127 => "\\x" + ((int)letter).ToString("x2", CultureInfo.InvariantCulture),
                    _ => letter.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }

    private static string Quoted(string line, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < line.Length && line[at] != '"'; at++)
        {
            text.Append(line[at] == '\\' ? Escape(line, ref at) : line[at]);
        }

        if (at >= line.Length)
        {
            throw new FormatException("the text has no closing quote");
        }

        at++;
        return text.ToString();
    }

    /// <summary>At the backslash; ends at the last character of the escape.</summary>
    private static char Escape(string line, ref int at)
    {
        at++;
        var letter = at < line.Length ? line[at] : ' ';
        switch (letter)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'e':
                return '\x1b';
            case '"' or '\\':
                return letter;
            case 'x'
                when at + 2 < line.Length
                    && byte.TryParse(
                        line.AsSpan(at + 1, 2),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var value
                    )
                    && value < 0x80:
                at += 2;
                return (char)value;
            default:
                throw new FormatException(
                    $"\\{letter} is no escape (known: \\n \\r \\t \\e \\\" \\\\ and \\x00 to \\x7f)"
                );
        }
    }
}
