using System;

namespace ReplayEmu.Golden;

/// <summary>What the engine may do to the host.</summary>
/// <param name="MayWrite">False under continuous integration: no file is written, deleted or moved.</param>
public sealed record GoldenOptions(bool MayWrite)
{
    /// <summary>Reads the environment variable <c>CI</c>: anything but empty, <c>0</c> and <c>false</c> forbids writing.</summary>
    public static GoldenOptions FromEnvironment() => new(!IsCi(Environment.GetEnvironmentVariable("CI")));

    internal static bool IsCi(string? value) =>
        !string.IsNullOrEmpty(value) && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
