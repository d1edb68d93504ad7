using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ReplayEmu.Architecture.Tests;

/// <summary>The sources that these tests judge.</summary>
internal static class Repository
{
    private static readonly string[] generatedFolders =
    [
        "bin",
        "obj",
        ".git",
        ".cache",
        "artifacts",
        "TestResults",
        ".vs",
        ".idea",
    ];

    private static readonly string[] textExtensions =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".md",
        ".txt",
        ".json",
        ".yml",
        ".sln",
        "",
    ];

    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "RepositoryRoot")
            .Value!;

    /// <summary>Project files below <c>src</c>, sorted.</summary>
    public static IReadOnlyList<string> SourceProjects => [.. ProjectsBelow("src")];

    /// <summary>Project files below <c>tests</c>, sorted.</summary>
    public static IReadOnlyList<string> TestProjects => [.. ProjectsBelow("tests")];

    /// <summary>C# files of people, not of generators, as paths from the root.</summary>
    public static IReadOnlyList<string> CSharpFiles =>
        [.. Files().Where(path => path.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>Text files of people as paths from the root.</summary>
    public static IReadOnlyList<string> TextFiles =>
        [.. Files().Where(path => textExtensions.Contains(Path.GetExtension(path)))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> ProjectsBelow(string folder) =>
        Files()
            .Where(path =>
                path.StartsWith(folder + "/", StringComparison.Ordinal)
                && path.EndsWith(".csproj", StringComparison.Ordinal)
            );

    private static IEnumerable<string> Files() => Below("").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Below(string folder)
    {
        var full = Path.Combine(Root, folder);
        foreach (var file in Directory.EnumerateFiles(full))
        {
            yield return Path.Combine(folder, Path.GetFileName(file)).Replace('\\', '/');
        }

        foreach (var child in Directory.EnumerateDirectories(full).Select(path => Path.GetFileName(path)!))
        {
            if (!generatedFolders.Contains(child))
            {
                foreach (var file in Below(Path.Combine(folder, child)))
                {
                    yield return file;
                }
            }
        }
    }
}
