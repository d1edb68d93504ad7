using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Printing;

/// <summary>
/// What <c>--print</c> gives: text with <c>{expression}</c> or <c>{expression:FORMAT}</c>, FORMAT being <c>x</c> (hexadecimal), <c>d</c>
/// (signed), <c>u</c> (unsigned), <c>c</c> (a letter) or <c>s</c> (the text at that address). Without braces the whole is one expression.
/// </summary>
internal sealed class PrintFormat(TraceTimeline timeline, SymbolTable symbols, string format)
{
    private const int MaxText = 256;
    private readonly GuestExpression expressions = new(timeline, symbols);

    /// <summary>The line for the present place.</summary>
    /// <exception cref="ConfigurationException">Not understood.</exception>
    public string Line()
    {
        if (!format.Contains('{', StringComparison.Ordinal))
        {
            return Value(format, "x");
        }

        var line = new StringBuilder();
        for (var at = 0; at < format.Length; )
        {
            var open = format.IndexOf('{', at);
            var close = open < 0 ? -1 : format.IndexOf('}', open);
            if (open < 0)
            {
                line.Append(format.AsSpan(at));
                break;
            }

            if (close < 0)
            {
                throw new ConfigurationException($"--print '{format}': '}}' is missing");
            }

            line.Append(format.AsSpan(at, open - at));
            var inside = format[(open + 1)..close];
            var colon = inside.LastIndexOf(':');
            line.Append(Value(colon < 0 ? inside : inside[..colon], colon < 0 ? "x" : inside[(colon + 1)..]));
            at = close + 1;
        }

        return line.ToString();
    }

    private string Value(string expression, string kind)
    {
        if (kind is not ("x" or "d" or "u" or "c" or "s"))
        {
            throw new ConfigurationException($"--print: format '{kind}' is not known (known: x, d, u, c, s)");
        }

        if (expressions.Evaluate(expression) is not { } value)
        {
            return "<not mapped>";
        }

        return kind switch
        {
            "d" => ((long)value).ToString(CultureInfo.InvariantCulture),
            "u" => value.ToString(CultureInfo.InvariantCulture),
            "c" => Printable.Line(((char)(byte)value).ToString()),
            "s" => Text(value),
            _ => "0x" + value.ToString("x", CultureInfo.InvariantCulture),
        };
    }

    private string Text(ulong address)
    {
        var text = new StringBuilder();
        Span<byte> letter = stackalloc byte[1];
        while (text.Length < MaxText && timeline.TryReadMemory(address + (ulong)text.Length, letter) && letter[0] != 0)
        {
            text.Append((char)letter[0]);
        }

        return Printable.Line(text.ToString());
    }
}
