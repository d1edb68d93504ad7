using System.Collections.Generic;
using ReplayEmu.Lockstep.Comparison;

namespace ReplayEmu.Lockstep;

/// <summary>How a comparison ended.</summary>
public enum LockstepEnd : byte
{
    /// <summary>As many instructions as asked for agree.</summary>
    Counted = 1,

    /// <summary>The reference ended.</summary>
    ReferenceEnded,

    /// <summary>Our machine ended.</summary>
    OwnEnded,

    Differs,
}

/// <summary>What was compared, and the first difference.</summary>
/// <param name="Steps">Instructions that agreed; a string instruction or a jump to itself counts once.</param>
/// <param name="DeviceValues">Instructions whose results came from a device or a clock and were taken from the reference.</param>
/// <param name="Interrupts">External interrupts that were delivered where the reference had them.</param>
/// <param name="Tolerated">Differences that were let pass, as lines of text.</param>
/// <param name="History">The last instructions, the one that differs last.</param>
/// <param name="Detail">Why our machine ended.</param>
public sealed record LockstepReport(
    LockstepEnd End,
    ulong Steps,
    ulong DeviceValues,
    ulong Interrupts,
    IReadOnlyList<string> Tolerated,
    IReadOnlyList<string> History,
    IReadOnlyList<Difference> Differences,
    string Detail
);
