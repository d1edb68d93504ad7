using System;
using System.Globalization;
using System.IO;
using System.Text;
using ReplayEmu.Lockstep.Registers;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Lockstep.Reference;

/// <summary>
/// A log in text: a line an instruction with the registers that changed since the line before, <c>eip=e05b cs.base=f0000</c>, all
/// in hexadecimal, and a line <c>interrupt=08</c> before the instruction that follows an interrupt. The first line names the format.
/// </summary>
public sealed class CompactLog(TextReader reader) : IReferenceLog
{
    public const string FirstLine = "replayemu-lockstep 1";
    private readonly RegisterImage last = new();
    private bool started;

    /// <exception cref="ConfigurationException">The text is not such a log.</exception>
    public bool TryRead(RegisterImage state, out int interrupt)
    {
        interrupt = -1;
        if (!started)
        {
            started = true;
            if (reader.ReadLine() != FirstLine)
            {
                throw new ConfigurationException($"not a log of lockstep: the first line is not '{FirstLine}'");
            }
        }

        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("interrupt=", StringComparison.Ordinal))
            {
                interrupt = (int)Value(line, line.IndexOf('='));
                continue;
            }

            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = word.IndexOf('=', StringComparison.Ordinal);
                var number = equals < 0 ? -1 : RegisterSet.Find(word[..equals]);
                last[number < 0 ? throw Unreadable(word) : number] = Value(word, equals);
            }

            state.CopyFrom(last);
            return true;
        }

        return false;
    }

    private static ulong Value(string word, int equals) =>
        ulong.TryParse(word.AsSpan(equals + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unreadable(word);

    private static ConfigurationException Unreadable(string word) =>
        new($"log of lockstep: '{word}' is not REGISTER=HEX");
}

/// <summary>Passes a log on and writes it as a <see cref="CompactLog"/>.</summary>
public sealed class CompactLogWriter(IReferenceLog log, TextWriter writer) : IReferenceLog
{
    private readonly RegisterImage last = new();
    private readonly StringBuilder line = new();
    private bool started;

    public bool TryRead(RegisterImage state, out int interrupt)
    {
        if (!started)
        {
            started = true;
            writer.Write(CompactLog.FirstLine + "\n");
        }

        if (!log.TryRead(state, out interrupt))
        {
            return false;
        }

        if (interrupt >= 0)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"interrupt={interrupt:x2}\n"));
        }

        line.Clear();
        for (var i = 0; i < RegisterSet.Count; i++)
        {
            if (state[i] != last[i])
            {
                line.Append(CultureInfo.InvariantCulture, $"{RegisterSet.Names[i]}={state[i]:x} ");
            }
        }

        last.CopyFrom(state);
        writer.Write(line.Append('\n').ToString());
        return true;
    }
}
