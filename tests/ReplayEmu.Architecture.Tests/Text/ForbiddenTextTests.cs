using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.Text;

/// <summary>Words that no file may have. The patterns are written so that they do not match themselves.</summary>
public sealed class ForbiddenTextTests
{
    private static IEnumerable<string> CodeAndScripts =>
        Repository.TextFiles.Where(path =>
            path.EndsWith(".cs", StringComparison.Ordinal) || !path.Contains('.', StringComparison.Ordinal)
        );

    [Test]
    public void Nothing_is_left_for_later()
    {
        AssertNone(CodeAndScripts, @"\b(TO[D]O|FIX[M]E|HA[C]K|X[X]X)\b|NotImplemented[E]xception");
    }

    [Test]
    public void No_test_is_left_out()
    {
        AssertNone(CodeAndScripts, @"\[(Ignore|Explicit)[(\]]|Assert\.(Ignore|Inconclusive)[(]|Assume\.That[(]");
    }

    /// <summary>Folders of somebody's machine: a clone lies elsewhere.</summary>
    [Test]
    public void No_file_names_a_folder_of_a_machine()
    {
        AssertNone(Repository.TextFiles, @"(?<![\w.$}/-])/(work|home|root|mnt|Users|tmp)/[\w.]|[A-Za-z]:\\Users\\");
    }

    /// <summary>Where packages come from is the business of the machine's own configuration.</summary>
    [Test]
    public void No_file_names_a_package_registry()
    {
        AssertNone(
            Repository.TextFiles,
            @"(nuget|npmjs|pypi|pythonhosted|crates|maven)\.(org|io|com)|(deb|archive|security|snapshot)\.(debian|ubuntu)\.|artifactory|[j]frog|proxy\.golang"
        );
    }

    private static void AssertNone(IEnumerable<string> files, string pattern)
    {
        var found =
            from path in files
            from line in Repository.Read(path).Split('\n').Select((text, index) => (Text: text, Number: index + 1))
            where Regex.IsMatch(line.Text, pattern, RegexOptions.CultureInvariant) && !IsThisTest(path)
            select $"{path}:{line.Number}: {line.Text.Trim()}";
        Assert.That(found, Is.Empty);
    }

    private static bool IsThisTest(string path) =>
        path.EndsWith("/Text/ForbiddenTextTests.cs", StringComparison.Ordinal);
}
