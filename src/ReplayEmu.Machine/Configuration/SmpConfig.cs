namespace ReplayEmu.Machine.Configuration;

/// <summary>How many CPUs a machine has and how they take turns; 0 is what the machine version makes of it, never in a resolved configuration.</summary>
public sealed record SmpConfig
{
    /// <summary>Ticks of a turn unless the user gives others: 32 microseconds of guest time at 8 ns a tick.</summary>
    public const uint DefaultQuantum = 4096;

    /// <summary>CPUs in all.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Packages.</summary>
    public int Sockets { get; init; }

    /// <summary>Cores of a package.</summary>
    public int Cores { get; init; }

    /// <summary>Threads of a core.</summary>
    public int Threads { get; init; }

    /// <summary>Ticks that a CPU runs before the next one does, at least 1; a halted CPU and one that executes PAUSE give up the rest.</summary>
    public uint Quantum { get; init; } = DefaultQuantum;
}
