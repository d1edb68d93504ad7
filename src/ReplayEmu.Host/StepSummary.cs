using System;
using System.IO;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host;

/// <summary>The Markdown page of a GitHub Actions step: the file that GITHUB_STEP_SUMMARY names.</summary>
public static class StepSummary
{
    public const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>Appends to the page; false when the variable is not set.</summary>
    /// <exception cref="HostException">The file cannot be written.</exception>
    public static bool Append(string markdown) => Append(Environment.GetEnvironmentVariable(Variable), markdown);

    /// <inheritdoc cref="Append(string)"/>
    public static bool Append(string? path, string markdown)
    {
        if (string.IsNullOrEmpty(path))
        {
            return false;
        }

        try
        {
            File.AppendAllText(path, markdown);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw IoFailure.Describe("write step summary", path, failure);
        }
    }
}
