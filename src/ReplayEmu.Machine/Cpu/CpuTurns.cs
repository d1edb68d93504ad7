using System;
using System.Collections.Generic;
using ReplayEmu.Machine.State;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Cpu;

/// <summary>
/// Lets the CPUs of a machine run in turn, each for a quantum of ticks, so that several are as deterministic as one. Whose turn it
/// is and what is left of it are state: how often the machine is stopped on the way changes nothing.
/// </summary>
internal sealed unsafe class CpuTurns(StateArena arena, Clock clock, uint quantum)
{
    private readonly List<ICpu> cpus = [];

    /// <summary>Null in a machine of one CPU.</summary>
    private TurnsState* state;

    public IReadOnlyList<ICpu> Cpus => cpus;

    /// <summary>Number of the CPU that runs, or would next.</summary>
    public int Current => state == null ? 0 : (int)state->Current;

    public bool AllHalted => cpus.TrueForAll(static cpu => cpu.IsHalted);

    public bool CanWake => cpus.Exists(static cpu => cpu.CanWake);

    public void Add(ICpu cpu)
    {
        cpus.Add(cpu);
        if (cpus.Count == 2)
        {
            state = arena.Add<TurnsState>("turns");
            state->Left = quantum;
        }
    }

    public void Reset()
    {
        if (state != null)
        {
            *state = new TurnsState { Left = quantum };
        }

        foreach (var cpu in cpus)
        {
            cpu.Reset();
        }
    }

    /// <summary>Runs at most a number of ticks; <see cref="CpuStop.Halted"/> when every CPU waits and no interrupt is pending.</summary>
    public CpuStop Run(ulong budget)
    {
        if (state == null)
        {
            return cpus[0].Run(budget);
        }

        // Only those that did nothing at all are passed over here, so that time stands still and the turn comes back to the first.
        for (var waiting = 0; waiting < cpus.Count; waiting++)
        {
            var before = clock.Icount;
            var stop = cpus[(int)state->Current].Run(Math.Min(budget, state->Left));
            var used = clock.Icount - before;
            state->Left -= (uint)Math.Min(used, state->Left);
            if (stop is CpuStop.Shutdown)
            {
                return stop;
            }

            if (stop is CpuStop.Yielded || state->Left == 0)
            {
                Next();
                return CpuStop.Requested;
            }

            if (stop is not CpuStop.Halted || used != 0)
            {
                return CpuStop.Requested;
            }

            Next();
        }

        return CpuStop.Halted;
    }

    private void Next()
    {
        state->Current = state->Current + 1 == (uint)cpus.Count ? 0 : state->Current + 1;
        state->Left = quantum;
        cpus[(int)state->Current].Resumed();
    }
}
