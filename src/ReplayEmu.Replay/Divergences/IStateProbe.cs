using System.Collections.Generic;

namespace ReplayEmu.Replay.Divergences;

/// <summary>A run that can be asked about its state at any tick: a timeline here, or another build that does the same.</summary>
public interface IStateProbe
{
    /// <summary>The last tick that can be asked for.</summary>
    ulong End { get; }

    /// <summary>One number for the whole state at a tick.</summary>
    ulong DigestAt(ulong icount);

    /// <summary>The facts of the state at a tick, see <see cref="StateFacts"/>.</summary>
    IReadOnlyDictionary<string, string> FactsAt(ulong icount);

    /// <summary>Linear address of the instruction that is next at a tick.</summary>
    ulong ProgramCounterAt(ulong icount);
}
