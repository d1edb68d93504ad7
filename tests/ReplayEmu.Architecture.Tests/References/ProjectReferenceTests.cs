using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.References;

/// <summary>Project files and compiled assemblies reference what the table in <c>src/README.md</c> says, no more and no less.</summary>
public sealed class ProjectReferenceTests
{
    private static IEnumerable<string> Projects => ProjectTable.Rows.Select(row => row.Name);

    [Test]
    public void The_table_names_every_project()
    {
        var onDisk = Repository.SourceProjects.Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.That(Projects.Order(), Is.EqualTo(onDisk.Order()));
    }

    [TestCaseSource(nameof(Projects))]
    public void Project_file_references_equal_the_table(string project)
    {
        Assert.That(Closure(project).Order(), Is.EqualTo(ProjectTable.Of(project).MayReference.Order()));
    }

    [TestCaseSource(nameof(Projects))]
    public void Packages_equal_the_table(string project)
    {
        Assert.That(
            Includes(project, "PackageReference").Order(),
            Is.EqualTo(ProjectTable.Of(project).Packages.Order())
        );
    }

    [TestCaseSource(nameof(Projects))]
    public void Purity_of_the_project_file_equals_the_table(string project)
    {
        var declared = Load(project).Descendants("PureProject").Any(element => element.Value == "true");
        Assert.That(declared, Is.EqualTo(ProjectTable.Of(project).IsPure));
    }

    [TestCaseSource(nameof(CompiledProjects))]
    public void Compiled_references_are_in_the_table(string project)
    {
        var row = ProjectTable.Of(project);
        using var assembly = CompiledAssembly.Of(row);
        var packages = row.Packages.Concat(row.MayReference.SelectMany(other => ProjectTable.Of(other).Packages));
        var unexpected = assembly
            .References.Where(reference => !CompiledAssembly.IsFramework(reference))
            .Except(row.MayReference)
            .Where(reference =>
                !packages.Any(package =>
                    reference == package || reference.StartsWith(package + ".", System.StringComparison.Ordinal)
                )
            );
        Assert.That(unexpected, Is.Empty);
    }

    /// <summary>The generators run inside the compiler and are no part of the product.</summary>
    private static IEnumerable<string> CompiledProjects => Projects.Where(name => name != "ReplayEmu.Generators");

    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>(Includes(project, "ProjectReference"));
        while (open.TryDequeue(out var path))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (found.Add(name))
            {
                foreach (var next in Includes(name, "ProjectReference"))
                {
                    open.Enqueue(next);
                }
            }
        }

        return found;
    }

    private static IEnumerable<string> Includes(string project, string element) =>
        Load(project).Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    private static XDocument Load(string project) =>
        XDocument.Parse(
            Repository.Read(Repository.SourceProjects.Single(path => Path.GetFileNameWithoutExtension(path) == project))
        );
}
