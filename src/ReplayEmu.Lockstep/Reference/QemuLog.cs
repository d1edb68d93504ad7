using System;
using System.Buffers.Text;
using System.IO;
using System.Text;
using ReplayEmu.Lockstep.Registers;

namespace ReplayEmu.Lockstep.Reference;

/// <summary>
/// QEMU's log of <c>-singlestep -d cpu,nochain,int</c>: the registers before each instruction, a line for each interrupt taken, and at
/// other events registers that belong to no instruction.
/// </summary>
public sealed class QemuLog(Stream stream) : IReferenceLog
{
    private const string Interrupt = "Servicing hardware INT=0x";
    private static readonly byte[] InterruptBytes = Encoding.ASCII.GetBytes(Interrupt);
    private readonly RegisterImage skipped = new();
    private readonly LineReader lines = new(stream);

    /// <summary>The last lines that are not part of a state: what QEMU says when it ends.</summary>
    public string LastMessage { get; private set; } = "";

    public bool TryRead(RegisterImage state, out int interrupt)
    {
        interrupt = -1;
        var skips = false;
        while (lines.TryRead(out var line))
        {
            if (line.StartsWith(InterruptBytes))
            {
                interrupt = (int)Hex(line[InterruptBytes.Length..], out _);
            }
            else if (line.StartsWith("SMM: "u8) || (line.Length > 8 && line[6..].StartsWith(": v="u8)))
            {
                // A state in the middle of an event follows.
                skips = true;
            }
            else if (line.StartsWith("EAX="u8) || line.StartsWith("RAX="u8))
            {
                if (!ReadState(line, skips ? skipped : state))
                {
                    return false;
                }

                if (!skips)
                {
                    return true;
                }

                skips = false;
            }
            else if (line.StartsWith("qemu"u8))
            {
                LastMessage = Encoding.UTF8.GetString(line);
            }
        }

        return false;
    }

    private bool ReadState(ReadOnlySpan<byte> line, RegisterImage state)
    {
        do
        {
            if (line.StartsWith("EFER="u8))
            {
                state[RegisterSet.Efer] = Hex(line[5..], out _);
                return true;
            }

            if (line.Length > 4 && line[3] == '=' && SegmentNumber(line) is >= 0 and var segment)
            {
                ReadSegment(line[4..], state, segment);
            }
            else if (line.StartsWith("GDT="u8))
            {
                ReadTable(line[4..], state, RegisterSet.GdtBase);
            }
            else if (line.StartsWith("IDT="u8))
            {
                ReadTable(line[4..], state, RegisterSet.IdtBase);
            }
            else
            {
                ReadWords(line, state);
            }
        } while (lines.TryRead(out line));

        return false;
    }

    /// <summary>NAME=HEX and others between blanks.</summary>
    private static void ReadWords(ReadOnlySpan<byte> line, RegisterImage state)
    {
        while (line.Length > 0)
        {
            var blank = line.IndexOf((byte)' ');
            var word = blank < 0 ? line : line[..blank];
            line = blank < 0 ? [] : line[(blank + 1)..];
            var equals = word.IndexOf((byte)'=');
            if (equals is >= 2 and <= 3 && QemuNames.Find(word[..equals]) is >= 0 and var number)
            {
                state[number] = Hex(word[(equals + 1)..], out _);
            }
        }
    }

    private static void ReadSegment(ReadOnlySpan<byte> line, RegisterImage state, int segment)
    {
        var first = RegisterSet.FirstSegment + (segment * RegisterSet.SegmentFields);
        for (var i = 0; i < RegisterSet.SegmentFields; i++)
        {
            state[first + i] = Next(ref line);
        }
    }

    private static void ReadTable(ReadOnlySpan<byte> line, RegisterImage state, int first)
    {
        state[first] = Next(ref line);
        state[first + 1] = Next(ref line);
    }

    private static ulong Next(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart((byte)' ');
        var value = Hex(line, out var used);
        line = line[used..];
        return value;
    }

    private static ulong Hex(ReadOnlySpan<byte> text, out int used) =>
        Utf8Parser.TryParse(text, out ulong value, out used, 'x') ? value : 0;

    private static int SegmentNumber(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < RegisterSet.SegmentCount; i++)
        {
            if (line[..3].SequenceEqual("ES CS SS DS FS GS LDTTR "u8.Slice(i * 3, 3)))
            {
                return i;
            }
        }

        return -1;
    }
}
