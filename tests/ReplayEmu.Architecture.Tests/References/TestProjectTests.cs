using System;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.References;

/// <summary>Tests mirror the sources, and everything is in the solution.</summary>
public sealed class TestProjectTests
{
    [Test]
    public void Every_source_project_has_a_test_project()
    {
        var tests = Repository.TestProjects.Select(path => Path.GetFileNameWithoutExtension(path)).ToList();
        var without = ProjectTable.Rows.Where(row => !tests.Contains(row.Name + ".Tests")).Select(row => row.Name);
        Assert.That(without, Is.Empty);
    }

    [Test]
    public void Every_test_project_has_tests()
    {
        var empty = Repository
            .TestProjects.Where(path => path.EndsWith(".Tests.csproj", StringComparison.Ordinal))
            .Select(path => Path.GetDirectoryName(path)! + "/")
            .Where(folder => !Repository.CSharpFiles.Any(file => IsTest(folder, file)));
        Assert.That(empty, Is.Empty);
    }

    [Test]
    public void The_solution_has_every_project()
    {
        var solution = Repository.Read("ReplayEmu.sln").Replace('\\', '/');
        var missing = Repository
            .SourceProjects.Concat(Repository.TestProjects)
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));
        Assert.That(missing, Is.Empty);
    }

    private static bool IsTest(string folder, string file) =>
        file.StartsWith(folder, StringComparison.Ordinal)
        && Repository.Read(file).Contains("[Test", StringComparison.Ordinal);
}
