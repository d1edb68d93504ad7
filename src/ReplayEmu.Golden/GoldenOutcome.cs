namespace ReplayEmu.Golden;

/// <summary>What a comparison found. The names are the <c>kind</c> of <c>--json</c> reports.</summary>
public enum GoldenOutcome
{
    /// <summary>The text is the verified one.</summary>
    Match,

    /// <summary>The text differs from the verified one.</summary>
    Mismatch,

    /// <summary>There is no verified file yet.</summary>
    Missing,

    /// <summary>A verified file that nothing produces any more.</summary>
    Dangling,

    /// <summary>The golden of a released machine type differs and no intended change covers it.</summary>
    ReleasedMismatch,

    /// <summary>The golden of a released machine type differs, an intended change covers it, and it is not yet approved.</summary>
    IntendedMismatch,

    /// <summary>The verified file of a released machine type was edited, or is gone: its hash is not the one in <c>released.txt</c>.</summary>
    ReleasedFileChanged,

    /// <summary>A machine type is marked as released and its verified file has no hash in <c>released.txt</c>.</summary>
    ReleasedUnlisted,

    /// <summary>A line of <c>intended-changes.txt</c> covers no mismatch and no approved change.</summary>
    UnusedIntent,

    /// <summary>A line of <c>released.txt</c> or <c>intended-changes.txt</c> cannot be understood.</summary>
    BadPolicyLine,

    /// <summary>What the guest's own program read is not what the model says.</summary>
    ViewsDiffer,

    /// <summary>The text could not be made: the machine cannot be built or the probe guest did not finish.</summary>
    Failed,

    /// <summary>An approve was refused: no intended change covers a released golden, or <c>CI</c> is set.</summary>
    Refused,

    /// <summary>An approve wrote a verified file.</summary>
    Approved,
}
