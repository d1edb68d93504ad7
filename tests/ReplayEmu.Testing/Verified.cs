using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Golden;
using ReplayEmu.Golden.Files;
using ReplayEmu.Golden.Review;

namespace ReplayEmu.Testing;

/// <summary>
/// Compares a text with the verified file of the running test: <c>await Verified.Text(text)</c>. The file is
/// <c>Fixture.Method.verified.txt</c> beside the test's source, or below <c>golden/</c> when a folder is given.
/// </summary>
public static class Verified
{
    /// <param name="text">What the test got.</param>
    /// <param name="name">File name without suffix instead of fixture and method; required in a test with parameters.</param>
    /// <param name="folder">Folder below the repository's <c>golden/</c>, for example <c>cli</c>; null for beside the source.</param>
    /// <param name="source">Filled in by the compiler.</param>
    public static async Task Text(
        string text,
        string? name = null,
        string? folder = null,
        [CallerFilePath] string source = ""
    )
    {
        var options = GoldenOptions.FromEnvironment();
        var directory = folder is null
            ? Path.GetDirectoryName(RepositoryRoot.Resolve(source))!
            : RepositoryRoot.Combine("golden", folder);
        var file = new GoldenFile(directory, name ?? TestName(), options);
        var result = file.Compare(text);
        if (result.Outcome == GoldenOutcome.Match)
        {
            return;
        }

        if (options.MayWrite)
        {
            await DiffTool.OpenAsync(file.ReceivedPath, file.VerifiedPath).ConfigureAwait(false);
        }

        Assert.Fail(result.Message + "\n" + result.Diff);
    }

    private static string TestName()
    {
        var test = TestContext.CurrentContext.Test;
        var fixture = test.ClassName ?? "";
        return fixture[(fixture.LastIndexOfAny(['.', '+']) + 1)..] + "." + test.MethodName;
    }
}
