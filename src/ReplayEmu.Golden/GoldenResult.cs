namespace ReplayEmu.Golden;

/// <summary>What was found for one golden, or for one line of a policy file.</summary>
/// <param name="Name">For example <c>pc-1.0.nodefaults</c>.</param>
/// <param name="Outcome">The kind of finding.</param>
/// <param name="Message">One line: what, where, what to do.</param>
/// <param name="Path">The verified or policy file that the finding is about.</param>
/// <param name="Line">Line in <paramref name="Path"/>, from 1; 0 for the whole file.</param>
/// <param name="Diff">Unified diff from verified to received, or an empty string.</param>
public sealed record GoldenResult(
    string Name,
    GoldenOutcome Outcome,
    string Message,
    string Path,
    int Line = 0,
    string Diff = ""
)
{
    public bool IsFailure => Outcome is not (GoldenOutcome.Match or GoldenOutcome.Approved);
}
