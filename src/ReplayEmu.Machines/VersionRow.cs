using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines;

/// <summary>A property's value up to a machine version, and why it changed after it.</summary>
/// <param name="Value">Property and old value.</param>
/// <param name="Since">First version with the new value, for example <c>pc-1.1</c>.</param>
/// <param name="Commit">Change of QEMU that brought the new value, abbreviated, or empty.</param>
/// <param name="Reason">Subject of that change, or one line of ours.</param>
internal sealed record VersionRow(PropertyRow Value, string Since, string Commit, string Reason)
{
    /// <summary>Commit and reason as one line.</summary>
    public string Blame => Commit.Length == 0 ? Reason : $"{Reason} (QEMU {Commit})";
}
