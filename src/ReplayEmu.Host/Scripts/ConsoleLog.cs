using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ReplayEmu.Host.Scripts;

/// <summary>What a console has shown: the part that no <c>wait</c> has passed yet, and the last lines for messages.</summary>
public sealed class ConsoleLog(string name)
{
    /// <summary>More than this is forgotten from its beginning.</summary>
    private const int Capacity = 1 << 20;

    private readonly List<(byte[] Text, Outputs.TextWatch Watch)> watches = [];
    private byte[] bytes = new byte[4096];
    private int length;

    /// <summary>Bytes that a <c>wait</c> has passed.</summary>
    private int passed;

    public string Name => name;

    internal void Hear(ReadOnlySpan<byte> data)
    {
        foreach (var (_, watch) in watches)
        {
            watch.Feed(data);
        }

        foreach (var value in data)
        {
            if (length == bytes.Length)
            {
                MakeRoom();
            }

            bytes[length++] = value;
        }
    }

    /// <summary>Passes the text if it has come; later calls look behind it.</summary>
    internal bool TryPass(ReadOnlySpan<byte> text)
    {
        var place = bytes.AsSpan(passed, length - passed).IndexOf(text);
        if (place < 0)
        {
            return false;
        }

        passed += place + text.Length;
        return true;
    }

    /// <summary>From now on, notices a text.</summary>
    internal void Watch(byte[] text) => watches.Add((text, new Outputs.TextWatch(text)));

    /// <summary>A watched text has come.</summary>
    internal bool Saw(byte[] text) => watches.Any(entry => entry.Text == text && entry.Watch.Seen);

    /// <summary>The last lines that were shown, oldest first, without control characters and terminal sequences.</summary>
    public IReadOnlyList<string> LastLines(int count)
    {
        const int enough = 8192;
        var begin = Math.Max(0, length - enough);
        var lines = Encoding.Latin1.GetString(bytes, begin, length - begin).Split('\n').Select(Plain);
        return [.. lines.Where(line => line.Length > 0).TakeLast(count)];
    }

    /// <summary>Drops ESC [ parameters letter (ECMA-48, section 5.4) and what is not ASCII text.</summary>
    private static string Plain(string line)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\x1b' && i + 1 < line.Length && line[i + 1] == '[')
            {
                for (i += 2; i < line.Length && line[i] is < '@' or > '~'; i++) { }
            }
            else if (line[i] is >= ' ' and < (char)127)
            {
                plain.Append(line[i]);
            }
        }

        return plain.ToString();
    }

    private void MakeRoom()
    {
        if (bytes.Length < Capacity)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
            return;
        }

        var dropped = Capacity / 2;
        bytes.AsSpan(dropped).CopyTo(bytes);
        length -= dropped;
        passed = Math.Max(0, passed - dropped);
    }
}
