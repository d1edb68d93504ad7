using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>Two machines in one process share nothing that either could change.</summary>
public sealed class MutableStaticTests
{
    private static IEnumerable<string> PureProjects => ProjectTable.Pure.Select(row => row.Name);

    [TestCaseSource(nameof(PureProjects))]
    public void Has_no_mutable_statics(string project)
    {
        using var assembly = CompiledAssembly.Of(ProjectTable.Of(project));
        Assert.That(MutableStatics.In(assembly), Is.Empty);
    }
}
