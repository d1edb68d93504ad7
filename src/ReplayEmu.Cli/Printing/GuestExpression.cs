using System;
using System.Globalization;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Printing;

/// <summary>
/// Numbers, symbols, registers, <c>+ - * &amp; | ^ &lt;&lt; &gt;&gt;</c> from left to right, parentheses, and memory by linear address:
/// <c>[a]</c> of 4 bytes, <c>u8[a]</c>, <c>u16[a]</c>, <c>u32[a]</c>, <c>u64[a]</c>.
/// </summary>
internal sealed class GuestExpression(TraceTimeline timeline, SymbolTable symbols)
{
    private const int MaxDepth = 50;
    private string text = "";
    private int at;
    private int depth;

    /// <summary>The value here; null when it needs memory that is not mapped.</summary>
    /// <exception cref="ConfigurationException">Not understood.</exception>
    public ulong? Evaluate(string expression)
    {
        (text, at, depth) = (expression, 0, 0);
        var value = Sum();
        return at == text.Length ? value : throw Bad("not understood from there");
    }

    private ulong? Sum()
    {
        var value = Term();
        while (true)
        {
            Blanks();
            var operation =
                at + 1 < text.Length && text[at..(at + 2)] is "<<" or ">>" ? text[at..(at + 2)]
                : at < text.Length && text[at] is '+' or '-' or '*' or '&' or '|' or '^' ? text[at..(at + 1)]
                : "";
            if (operation.Length == 0)
            {
                return value;
            }

            at += operation.Length;
            value = Apply(operation, value, Term());
        }
    }

    private static ulong? Apply(string operation, ulong? left, ulong? right) =>
        operation switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "&" => left & right,
            "|" => left | right,
            "^" => left ^ right,
            "<<" => left << (int)((right ?? 0) & 63),
            _ => left >> (int)((right ?? 0) & 63),
        };

    private ulong? Term()
    {
        Blanks();
        if (++depth > MaxDepth || at >= text.Length)
        {
            throw Bad("something is missing");
        }

        ulong? value;
        if (text[at] == '(')
        {
            at++;
            value = Sum();
            Expect(')');
        }
        else if (text[at] == '[')
        {
            value = Memory(4);
        }
        else
        {
            value = Word();
        }

        depth--;
        return value;
    }

    private ulong? Word()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '$' or '%'))
        {
            at++;
        }

        var word = text[start..at].TrimStart('$', '%');
        var size = word switch
        {
            "u8" => 1,
            "u16" => 2,
            "u32" => 4,
            "u64" => 8,
            _ => 0,
        };
        if (size > 0 && at < text.Length && text[at] == '[')
        {
            return Memory(size);
        }

        return TryNumber(word, out var number) ? number
            : timeline.TryReadRegister(word, out number) ? number
            : symbols.TryFind(word, out number) ? number
            : throw Bad($"'{word}' is no number, register or symbol");
    }

    private ulong? Memory(int size)
    {
        Expect('[');
        var address = Sum();
        Expect(']');
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        return address is { } linear && timeline.TryReadMemory(linear, bytes[..size])
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes)
            : null;
    }

    private void Expect(char letter)
    {
        Blanks();
        if (at >= text.Length || text[at] != letter)
        {
            throw Bad($"'{letter}' is missing");
        }

        at++;
    }

    private void Blanks()
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
    }

    private ConfigurationException Bad(string why) => new($"expression '{text}', letter {at + 1}: {why}");

    private static bool TryNumber(string word, out ulong value) =>
        word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
