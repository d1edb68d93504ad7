using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machine.Tests;

/// <summary>A gate with inputs at given ticks, as a replay has it.</summary>
internal sealed class ScriptedInputs : IInputs
{
    private readonly Queue<(ulong Tick, InputEvent Input)> queue = new();

    /// <summary>Ticks at which the machine said that it is idle, with the wake-up that it gave.</summary>
    public List<(ulong Icount, ulong Wake)> Idles { get; } = [];

    /// <summary>When set, the gate asks for the present tick again and again.</summary>
    public bool AlwaysNow { get; init; }

    public void Add(ulong tick, params byte[] data) => queue.Enqueue((tick, new InputEvent(0, data)));

    public ulong NextPoll(ulong icount) =>
        AlwaysNow ? icount
        : queue.TryPeek(out var next) ? next.Tick
        : ulong.MaxValue;

    public bool TryTake(ulong icount, out InputEvent input)
    {
        if (queue.TryPeek(out var next) && next.Tick <= icount)
        {
            input = queue.Dequeue().Input;
            return true;
        }

        input = default;
        return false;
    }

    public ulong Idle(ulong icount, ulong wake)
    {
        Idles.Add((icount, wake));
        return queue.TryPeek(out var next) ? Math.Min(next.Tick, wake) : wake;
    }
}
