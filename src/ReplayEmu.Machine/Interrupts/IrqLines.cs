using System;
using System.Collections.Generic;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Interrupts;

/// <summary>All interrupt wires of a machine. Edges reach the observer; a sink hears only changes.</summary>
public sealed unsafe class IrqLines
{
    public const int MaxLines = 256;
    private readonly IrqLinesState* state;
    private readonly List<IrqLine> lines = [];

    public IrqLines(StateArena arena) => state = arena.Add<IrqLinesState>("irq-lines");

    /// <summary>Hears every edge: line number and new level.</summary>
    public Action<int, bool>? Edge { get; set; }

    public IReadOnlyList<IrqLine> All => lines;

    /// <summary>Makes a wire to an input of a sink while the machine is built.</summary>
    public IrqLine Connect(string name, IIrqSink sink, int input)
    {
        if (lines.Count == MaxLines)
        {
            throw new InvalidOperationException($"interrupt line '{name}': a machine has at most {MaxLines}");
        }

        var line = new IrqLine(this, lines.Count, name, sink, input);
        lines.Add(line);
        return line;
    }

    internal bool Get(int index) => (state->Level[index >> 6] >> (index & 63) & 1) != 0;

    internal void Set(IrqLine line, bool level)
    {
        if (Get(line.Index) == level)
        {
            return;
        }

        state->Level[line.Index >> 6] ^= 1UL << (line.Index & 63);
        Edge?.Invoke(line.Index, level);
        line.Sink.SetInput(line.Input, level);
    }
}

/// <summary>One wire from a device to an input of a sink.</summary>
public sealed class IrqLine
{
    private readonly IrqLines lines;

    internal IrqLine(IrqLines lines, int index, string name, IIrqSink sink, int input)
    {
        this.lines = lines;
        Index = index;
        Name = name;
        Sink = sink;
        Input = input;
    }

    /// <summary>Number in <see cref="IrqLines.All"/>, stable for a machine description.</summary>
    public int Index { get; }

    public string Name { get; }

    public bool Level => lines.Get(Index);

    internal IIrqSink Sink { get; }

    internal int Input { get; }

    /// <summary>Drives the wire; no change, no effect.</summary>
    public void Set(bool level) => lines.Set(this, level);

    /// <summary>Low to high to low: an edge for edge-triggered inputs.</summary>
    public void Pulse()
    {
        Set(true);
        Set(false);
    }
}
