using System.Collections.Generic;

namespace ReplayEmu.Generators.PowerPatterns;

/// <summary>
/// Reads a pattern: pieces from the most significant bit on, separated by blanks. A piece of 0 and 1 is fixed, <c>-</c> is a bit that
/// does not matter, <c>name</c> or <c>name:bits</c> is a field.
/// </summary>
internal sealed class PatternText
{
    private const int WordBits = 32;

    /// <summary>Fields whose width need not be written.</summary>
    private static readonly Dictionary<string, int> widths = new()
    {
        ["rt"] = 5,
        ["rs"] = 5,
        ["ra"] = 5,
        ["ra0"] = 5,
        ["rb"] = 5,
        ["rd"] = 5,
        ["ft"] = 5,
        ["fs"] = 5,
        ["fa"] = 5,
        ["fb"] = 5,
        ["fc"] = 5,
        ["vt"] = 5,
        ["vs"] = 5,
        ["va"] = 5,
        ["vb"] = 5,
        ["vc"] = 5,
        ["xt"] = 5,
        ["xs"] = 5,
        ["xa"] = 5,
        ["xb"] = 5,
        ["xc"] = 5,
        ["tx"] = 1,
        ["sx"] = 1,
        ["ax"] = 1,
        ["bx"] = 1,
        ["cx"] = 1,
        ["bf"] = 3,
        ["bfa"] = 3,
        ["bt"] = 5,
        ["ba"] = 5,
        ["bb"] = 5,
        ["bo"] = 5,
        ["bi"] = 5,
        ["si"] = 16,
        ["ui"] = 16,
        ["ds"] = 14,
        ["dq"] = 12,
        ["li"] = 24,
        ["bd"] = 14,
        ["sh"] = 5,
        ["mb"] = 5,
        ["me"] = 5,
        ["to"] = 5,
        ["spr"] = 10,
        ["rc"] = 1,
        ["oe"] = 1,
        ["lk"] = 1,
        ["aa"] = 1,
        ["l"] = 1,
    };

    private readonly List<PatternField> fields = [];

    private PatternText() { }

    public IReadOnlyList<PatternField> Fields => fields;

    /// <summary>Bits that are fixed.</summary>
    public uint Mask { get; private set; }

    /// <summary>What the fixed bits are.</summary>
    public uint Value { get; private set; }

    /// <summary>What is wrong with the text, or null.</summary>
    public string? Error { get; private set; }

    public static PatternText Parse(string text)
    {
        var result = new PatternText();
        var at = WordBits;
        foreach (var piece in text.Split([' '], System.StringSplitOptions.RemoveEmptyEntries))
        {
            at -= result.Take(piece, at);
            if (result.Error is not null)
            {
                return result;
            }
        }

        if (at != 0)
        {
            result.Error = $"has {WordBits - at} bits";
        }

        return result;
    }

    private int Take(string piece, int at)
    {
        if (piece[0] is '0' or '1' or '-')
        {
            return TakeFixed(piece, at);
        }

        var colon = piece.IndexOf(':');
        var name = colon < 0 ? piece : piece.Substring(0, colon);
        var known = widths.TryGetValue(name, out var width);
        if (colon >= 0 ? !int.TryParse(piece.Substring(colon + 1), out width) : !known)
        {
            Error = $"has a field '{piece}' of unknown width";
            return 0;
        }

        if (width < 1 || width > at)
        {
            Error = $"has a field '{piece}' that is too wide";
            return 0;
        }

        fields.Add(new PatternField(name, at - width, width));
        return width;
    }

    private int TakeFixed(string piece, int at)
    {
        foreach (var bit in piece)
        {
            at--;
            if (bit is not ('0' or '1' or '-') || at < 0)
            {
                Error = $"has a piece '{piece}' that is no bits";
                return 0;
            }

            if (bit != '-')
            {
                Mask |= 1u << at;
                Value |= bit == '1' ? 1u << at : 0;
            }
        }

        return piece.Length;
    }
}
