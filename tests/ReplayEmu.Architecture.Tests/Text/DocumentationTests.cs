using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Xml.Linq;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.Text;

/// <summary>Every public type says what it is.</summary>
public sealed class DocumentationTests
{
    private static IEnumerable<string> Projects =>
        ProjectTable.Rows.Select(row => row.Name).Where(name => name != "ReplayEmu.Generators");

    [TestCaseSource(nameof(Projects))]
    public void Public_types_are_documented(string project)
    {
        var row = ProjectTable.Of(project);
        var path = Path.Combine(AppContext.BaseDirectory, row.AssemblyName + ".xml");
        var documented = XDocument
            .Load(path)
            .Descendants("member")
            .Where(member => member.Elements().Any())
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet();
        using var assembly = CompiledAssembly.Of(row);
        var bare = assembly
            .Metadata.TypeDefinitions.Where(handle => IsPublic(assembly, handle) && !IsInlineArray(assembly, handle))
            .Select(handle => assembly.FullName(handle).Replace('+', '.'))
            .Where(name => !name.Contains('<', StringComparison.Ordinal) && !documented.Contains("T:" + name));
        Assert.That(bare, Is.Empty);
    }

    private static bool IsPublic(CompiledAssembly assembly, TypeDefinitionHandle handle) =>
        (assembly.Metadata.GetTypeDefinition(handle).Attributes & TypeAttributes.VisibilityMask)
            is TypeAttributes.Public
                or TypeAttributes.NestedPublic;

    /// <summary>The array types of state structs: the field that has the type says what it is.</summary>
    private static bool IsInlineArray(CompiledAssembly assembly, TypeDefinitionHandle handle) =>
        assembly
            .Metadata.GetTypeDefinition(handle)
            .GetCustomAttributes()
            .Select(attribute => assembly.Metadata.GetCustomAttribute(attribute).Constructor)
            .Where(constructor => constructor.Kind == HandleKind.MemberReference)
            .Select(constructor => assembly.Metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent)
            .Any(parent =>
                parent.Kind == HandleKind.TypeReference
                && assembly
                    .FullName((TypeReferenceHandle)parent)
                    .EndsWith(".InlineArrayAttribute", StringComparison.Ordinal)
            );
}
