using System.Collections.Generic;

namespace ReplayEmu.Machines;

/// <summary>
/// One version of a machine type: what was different up to it. The rows of all newer versions apply too, newest first, so that
/// the oldest row wins.
/// </summary>
/// <param name="Name">For example <c>pc-1.0</c>.</param>
/// <param name="Description">One line.</param>
/// <param name="Was">Values that properties had up to this version.</param>
internal sealed record MachineVersion(string Name, string Description, IReadOnlyList<VersionRow> Was)
{
    /// <summary>False for versions that only carry rows, because the board cannot be what they are yet.</summary>
    public bool IsOffered { get; init; } = true;
}
