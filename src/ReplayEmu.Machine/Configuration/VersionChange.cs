namespace ReplayEmu.Machine.Configuration;

/// <summary>One row of a machine version, as <c>replayemu blame</c> tells it.</summary>
/// <param name="Driver">Whose property, under QEMU's name.</param>
/// <param name="Property">Its name.</param>
/// <param name="Was">Value up to <paramref name="UpTo"/>, as the command line would write it.</param>
/// <param name="Became">Value from <paramref name="Since"/> on.</param>
/// <param name="UpTo">Last version with the old value.</param>
/// <param name="Since">First version with the new one.</param>
/// <param name="Reason">Why, one line.</param>
public sealed record VersionChange(
    string Driver,
    string Property,
    string Was,
    string Became,
    string UpTo,
    string Since,
    string Reason
);
