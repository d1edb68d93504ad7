namespace ReplayEmu.Lockstep;

/// <summary>How far to compare, and what to let pass.</summary>
public sealed class LockstepOptions
{
    /// <summary>Instructions to compare at most.</summary>
    public ulong Count { get; init; } = ulong.MaxValue;

    /// <summary>Values that may differ before the run ends; each is taken from the reference.</summary>
    public int Tolerated { get; init; }

    /// <summary>Instructions before the difference that the report shows.</summary>
    public int History { get; init; } = 8;

    /// <summary>Registers that are not looked at, by number.</summary>
    public bool[] Ignored { get; init; } = new bool[Registers.RegisterSet.Count];
}
