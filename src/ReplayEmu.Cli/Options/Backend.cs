using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>What a console is connected to.</summary>
public enum BackendKind
{
    /// <summary>The device is not there.</summary>
    None,

    /// <summary>The device is there and its output is thrown away.</summary>
    Null,

    /// <summary>Standard output, and standard input for serial ports.</summary>
    Stdio,

    /// <summary>A new file.</summary>
    File,
}

/// <summary>The argument of <c>-serial</c> and <c>-debugcon</c>.</summary>
/// <param name="Kind">Where to.</param>
/// <param name="Path">For files.</param>
public sealed record Backend(BackendKind Kind, string Path = "")
{
    private static readonly string[] names = ["stdio", "null", "none", "file:PATH"];

    /// <exception cref="ConfigurationException">Unknown backend.</exception>
    public static Backend Parse(string option, string text) =>
        text switch
        {
            "stdio" or "mon:stdio" => new Backend(BackendKind.Stdio),
            "null" => new Backend(BackendKind.Null),
            "none" => new Backend(BackendKind.None),
            _ when text.StartsWith("file:", System.StringComparison.Ordinal) && text.Length > 5 => new Backend(
                BackendKind.File,
                text[5..]
            ),
            _ => throw new ConfigurationException(
                $"{option} '{text}': unknown backend{NearestName.Hint(text, names)} (known: stdio, null, none, file:PATH)"
            ),
        };
}
