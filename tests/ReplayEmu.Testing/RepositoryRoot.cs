using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ReplayEmu.Testing;

/// <summary>Where the sources are, as the build wrote it into the assembly.</summary>
public static class RepositoryRoot
{
    public static string Folder { get; } =
        typeof(RepositoryRoot)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "RepositoryRoot")
            .Value
        ?? throw new InvalidOperationException("the build writes RepositoryRoot");

    /// <summary>A path below the repository.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The path of a source file as the compiler recorded it: <c>/_/…</c> stands for the repository.</summary>
    public static string Resolve(string callerFilePath) =>
        callerFilePath.StartsWith("/_/", StringComparison.Ordinal)
            ? Path.Combine(Folder, callerFilePath[3..])
            : callerFilePath;
}
