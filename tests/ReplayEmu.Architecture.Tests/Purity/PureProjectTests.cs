using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata.Ecma335;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>What a pure project's compiled code refers to is on the allow-list, so a machine cannot see its host.</summary>
public sealed class PureProjectTests
{
    private static readonly FrameworkRules rules = FrameworkRules.Load("AllowedInPureProjects.txt");
    private static readonly FrameworkRules hostRules = FrameworkRules.Load("DeniedOutsideHost.txt");

    private static IEnumerable<string> PureProjects => ProjectTable.Pure.Select(row => row.Name);

    private static IEnumerable<string> OtherProjects =>
        ProjectTable
            .Rows.Where(row => !row.IsPure)
            .Select(row => row.Name)
            .Except(["ReplayEmu.Host", "ReplayEmu.Cli", "ReplayEmu.Generators"]);

    [TestCaseSource(nameof(PureProjects))]
    public void Uses_only_what_is_allowed(string project)
    {
        using var assembly = CompiledAssembly.Of(ProjectTable.Of(project));
        Assert.That(Objections(assembly), Is.Empty);
    }

    [TestCaseSource(nameof(PureProjects))]
    public void Calls_no_native_library(string project)
    {
        using var assembly = CompiledAssembly.Of(ProjectTable.Of(project));
        var metadata = assembly.Metadata;
        var imports = Enumerable
            .Range(1, metadata.GetTableRowCount(TableIndex.ModuleRef))
            .Select(row => metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)))
            .Select(module => metadata.GetString(module.Name));
        Assert.That(imports, Is.Empty);
    }

    [TestCaseSource(nameof(OtherProjects))]
    public void Leaves_clocks_and_threads_to_the_host(string project)
    {
        using var assembly = CompiledAssembly.Of(ProjectTable.Of(project));
        var found =
            from use in FrameworkUse.In(assembly)
            let objection = hostRules.Denial(use)
            where objection is not null
            select $"{assembly.Name} uses {use}: {objection}";
        Assert.That(found, Is.Empty);
    }

    internal static IReadOnlyList<string> Objections(CompiledAssembly assembly) =>
        [
            .. from use in FrameworkUse.In(assembly)
            let objection = rules.Objection(use)
            where objection is not null
            select $"{assembly.Name} uses {use}: {objection}",
        ];
}
