using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Tests;

/// <summary>A CPU that retires one empty instruction a tick, except where a test gave it something to do.</summary>
internal sealed unsafe class ScriptedCpu(Clock clock) : ICpu
{
    private readonly Dictionary<ulong, Action> script = [];
    private bool stopRequested;

    public string Name => "scripted";

    public ulong ProgramCounter => 0x1000 + clock.Icount;

    public bool IsHalted { get; set; }

    public int Resets { get; private set; }

    public int MapChanges { get; private set; }

    /// <summary>What <see cref="Run"/> answers next, once.</summary>
    public CpuStop? Answer { get; set; }

    /// <summary>Budgets that <see cref="Run"/> was given.</summary>
    public List<ulong> Budgets { get; } = [];

    /// <summary>The instruction at a tick does something.</summary>
    public void At(ulong tick, Action action) => script.Add(tick, action);

    public void Reset()
    {
        Resets++;
        IsHalted = false;
    }

    public CpuStop Run(ulong budget)
    {
        Budgets.Add(budget);
        stopRequested = false;
        for (; budget > 0; budget--)
        {
            if (IsHalted)
            {
                return CpuStop.Halted;
            }

            if (script.TryGetValue(clock.Icount, out var action))
            {
                action();
            }

            clock.State->Icount++;
            if (Answer is { } answer)
            {
                Answer = null;
                return answer;
            }

            if (stopRequested)
            {
                return CpuStop.Requested;
            }
        }

        return CpuStop.Budget;
    }

    public void RequestStop() => stopRequested = true;

    public void MemoryMapChanged() => MapChanges++;

    public void RevokeWriteAccess() { }

    public void CodePageWritten(MemoryBlock block, ulong page) { }

    public void StateReplaced() { }
}
