using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Architecture.Tests.State;

/// <summary>Every state struct of the product: without padding, with its own id, integers only.</summary>
public sealed class StateStructTests
{
    private static readonly List<Type> structs = [.. ProjectTable.Pure.SelectMany(StructsOf)];

    private static IEnumerable<Type> Structs => structs;

    [Test]
    public void There_are_state_structs()
    {
        Assert.That(structs, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Structs))]
    public void Fields_cover_every_byte_once(Type type)
    {
        Assert.That(SchemaOf(type).IsPaddingFree, Is.True);
    }

    [TestCaseSource(nameof(Structs))]
    public void The_schema_survives_its_on_disk_form(Type type)
    {
        var schema = SchemaOf(type);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        StateSchemaFormat.Write(output, schema);
        Assert.That(StateSchemaFormat.SameLayout(StateSchemaFormat.Read(output.WrittenSpan, out _), schema), Is.True);
    }

    [Test]
    public void Ids_are_unique()
    {
        var twice = structs.GroupBy(type => SchemaOf(type).Id).Where(group => group.Count() > 1);
        Assert.That(twice.Select(group => $"{group.Key}: {string.Join(", ", group)}"), Is.Empty);
    }

    private static IEnumerable<Type> StructsOf(ProjectRow project) =>
        Assembly
            .LoadFrom(Path.Combine(AppContext.BaseDirectory, project.AssemblyName + ".dll"))
            .GetTypes()
            .Where(type => type.IsValueType && typeof(IStateStruct).IsAssignableFrom(type));

    private static StateSchema SchemaOf(Type type) =>
        (StateSchema)type.GetProperty("Schema", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
