using System;
using System.Text;

namespace ReplayEmu.Host.Outputs;

/// <summary>Notices a text in a stream of bytes, at the byte that completes it.</summary>
public sealed class TextWatch
{
    private readonly byte[] text;
    private readonly int[] fallback;
    private int matched;

    /// <param name="text">Not empty; compared as UTF-8.</param>
    public TextWatch(string text)
        : this(Encoding.UTF8.GetBytes(text)) { }

    /// <param name="text">Not empty.</param>
    public TextWatch(byte[] text)
    {
        this.text = text;
        fallback = new int[this.text.Length];
        for (int i = 1, length = 0; i < fallback.Length; )
        {
            if (this.text[i] == this.text[length])
            {
                fallback[i++] = ++length;
            }
            else if (length > 0)
            {
                length = fallback[length - 1];
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>True once the text has been seen.</summary>
    public bool Seen { get; private set; }

    /// <summary>True when the text is complete with these bytes for the first time.</summary>
    public bool Feed(ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            while (matched > 0 && value != text[matched])
            {
                matched = fallback[matched - 1];
            }

            matched += value == text[matched] ? 1 : 0;
            if (matched == text.Length)
            {
                var first = !Seen;
                Seen = true;
                matched = fallback[matched - 1];
                if (first)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
