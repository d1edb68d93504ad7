using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machine.Cpu;

/// <summary>Why an engine came back.</summary>
public enum CpuStop : byte
{
    /// <summary>The whole budget is used.</summary>
    Budget = 1,

    /// <summary>A device asked for it (<see cref="ICpu.RequestStop"/>): timers, resets and exits are looked at.</summary>
    Requested,

    /// <summary>Halted, and no pending interrupt would wake it.</summary>
    Halted,

    /// <summary>Triple fault or shutdown state.</summary>
    Shutdown,

    /// <summary>The CPU only waits for another one (PAUSE): its turn is over.</summary>
    Yielded,
}

/// <summary>A CPU with its engine. Engines are interchangeable: the same state and budget give the same state at every tick.</summary>
public interface ICpu
{
    string Name { get; }

    /// <summary>Power-on or INIT state.</summary>
    void Reset();

    /// <summary>
    /// Retires at most <paramref name="budget"/> instructions, adding each to <see cref="Time.ClockState.Icount"/>, and stops
    /// exactly there. Takes interrupts at instruction boundaries. Throws only <see cref="UnimplementedException"/>.
    /// </summary>
    CpuStop Run(ulong budget);

    /// <summary>Makes <see cref="Run"/> return after the present instruction. Called by devices from within an access.</summary>
    void RequestStop();

    /// <summary>Linear address of the instruction being executed, exact during a device access; of the next one otherwise.</summary>
    ulong ProgramCounter { get; }

    /// <summary>Waiting in HLT (or its like) for an interrupt.</summary>
    bool IsHalted { get; }

    /// <summary>False when a halted CPU ignores interrupts, so that only a reset from outside could ever wake it.</summary>
    bool CanWake => true;

    /// <summary>What is where changed: host addresses are invalid. Translations stay, as on hardware.</summary>
    void MemoryMapChanged();

    /// <summary>Page flags were cleared: the next write to each page must mark it again. Translations stay.</summary>
    void RevokeWriteAccess();

    /// <summary>A page with decoded code is about to be written, by a CPU or by DMA.</summary>
    void CodePageWritten(MemoryBlock block, ulong page);

    /// <summary>In a machine of several CPUs: this one's turn begins.</summary>
    void Resumed() { }

    /// <summary>State was replaced (checkpoint restored): everything derived that is not in an arena is stale.</summary>
    void StateReplaced();
}
