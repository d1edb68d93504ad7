using System.Collections.Generic;

namespace ReplayEmu.Golden.Policy;

/// <summary>One declared change of released goldens.</summary>
/// <param name="Pattern">Names of goldens, see <see cref="GoldenPattern"/>.</param>
/// <param name="Reason">Why the guest-visible state changes.</param>
/// <param name="Line">Line number from 1.</param>
public sealed record IntendedChange(string Pattern, string Reason, int Line)
{
    /// <summary>What was approved under this intent.</summary>
    public List<ApprovedChange> Approved { get; } = [];

    /// <summary>A mismatch was found that this intent covers.</summary>
    public bool CoversMismatch { get; set; }
}

/// <summary>A golden that was approved under an intent.</summary>
/// <param name="Name">Name of the golden.</param>
/// <param name="Sha256">Hash of the approved file, or <c>deleted</c>.</param>
public sealed record ApprovedChange(string Name, string Sha256)
{
    public const string Deleted = "deleted";
}
