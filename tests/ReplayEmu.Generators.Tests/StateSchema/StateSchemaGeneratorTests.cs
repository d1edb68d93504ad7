using System.Linq;
using NUnit.Framework;
using ReplayEmu.Generators.StateSchema;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Generators.Tests.StateSchema;

public sealed class StateSchemaGeneratorTests
{
    private const string Usings = """
        using System.Runtime.CompilerServices;
        using ReplayEmu.Machine.State;
        namespace Sample;

        """;

    private static GeneratorRun Run(string source) => GeneratorRun.Of(new StateSchemaGenerator(), Usings + source);

    private static ReplayEmu.Machine.State.StateSchema SchemaOf(string source)
    {
        var run = Run(source);
        Assert.That(run.Diagnostics, Is.Empty);
        var type = run.Load().GetType("Sample.S")!;
        return (ReplayEmu.Machine.State.StateSchema)type.GetProperty("Schema")!.GetValue(null)!;
    }

    [Test]
    public void Fields_have_their_kinds_and_offsets()
    {
        var schema = SchemaOf(
            "[StateStruct(\"s\")] public partial struct S { public ulong A; public int B; public byte C, D; public short E; }"
        );
        Assert.That(
            schema.Fields.ToArray(),
            Is.EqualTo(
                new StateField[]
                {
                    new("A", StateFieldKind.U64, 0, 1),
                    new("B", StateFieldKind.I32, 8, 1),
                    new("C", StateFieldKind.U8, 12, 1),
                    new("D", StateFieldKind.U8, 13, 1),
                    new("E", StateFieldKind.I16, 14, 1),
                }
            )
        );
    }

    [Test]
    public void Identity_comes_from_the_attribute()
    {
        var schema = SchemaOf("[StateStruct(\"my-device\", Version = 3)] public partial struct S { public uint A; }");
        Assert.That((schema.Id, schema.Version, schema.Size), Is.EqualTo(("my-device", 3, 4)));
    }

    [Test]
    public void Enums_are_their_integers()
    {
        var schema = SchemaOf(
            "public enum E : ushort { A } [StateStruct(\"s\")] public partial struct S { public E A; }"
        );
        Assert.That(schema.Fields[0], Is.EqualTo(new StateField("A", StateFieldKind.U16, 0, 1)));
    }

    [Test]
    public void Fixed_buffers_are_arrays()
    {
        var schema = SchemaOf("[StateStruct(\"s\")] public unsafe partial struct S { public fixed uint A[5]; }");
        Assert.That(schema.Fields[0], Is.EqualTo(new StateField("A", StateFieldKind.U32, 0, 5)));
    }

    [Test]
    public void Inline_arrays_of_structs_are_flattened_with_index()
    {
        var schema = SchemaOf(
            """
            public struct Channel { public ushort Count; public byte Mode, Latch; }
            [InlineArray(2)] public struct Channels { private Channel first; }
            [StateStruct("s")] public partial struct S { public uint Base; public Channels Channel; }
            """
        );
        Assert.That(
            schema.Fields.ToArray().Select(field => $"{field.Name}@{field.Offset}"),
            Is.EqualTo(
                new[]
                {
                    "Base@0",
                    "Channel[0].Count@4",
                    "Channel[0].Mode@6",
                    "Channel[0].Latch@7",
                    "Channel[1].Count@8",
                    "Channel[1].Mode@10",
                    "Channel[1].Latch@11",
                }
            )
        );
    }

    [TestCase("float A")]
    [TestCase("double A")]
    [TestCase("decimal A")]
    [TestCase("nuint A")]
    [TestCase("string A")]
    [TestCase("System.Guid A")]
    [TestCase("System.Int128 A")]
    public void Other_types_are_refused(string field)
    {
        var run = Run($"[StateStruct(\"s\")] public partial struct S {{ public {field}; }}");
        Assert.That(run.Ids, Does.Contain("RE0001"));
    }

    [TestCase("public bool A;")]
    [TestCase("public char A;")]
    [TestCase("public fixed bool A[4];")]
    public void Bool_and_char_are_refused(string field)
    {
        var run = Run($"[StateStruct(\"s\")] public unsafe partial struct S {{ {field} }}");
        Assert.That(run.Ids, Does.Contain("RE0002"));
    }

    [TestCase("public byte A; public uint B;", "3 byte(s) of padding before 'B'")]
    [TestCase("public uint A; public byte B;", "3 byte(s) of padding before its end")]
    [TestCase("public fixed byte A[3]; public ushort B;", "1 byte(s) of padding before 'B'")]
    [TestCase("public byte A; public Inner B;", "7 byte(s) of padding before 'B'")]
    public void Padding_is_refused(string fields, string message)
    {
        var run = Run(
            $"public struct Inner {{ public ulong X; }} [StateStruct(\"s\")] public unsafe partial struct S {{ {fields} }}"
        );
        Assert.That(run.Diagnostics.Single(found => found.Id == "RE0003").GetMessage(), Does.Contain(message));
    }

    [Test]
    public void Padding_inside_a_nested_struct_is_refused()
    {
        var run = Run(
            "public struct Inner { public ushort X; public byte Y; } [StateStruct(\"s\")] public partial struct S { public Inner A; }"
        );
        Assert.That(run.Ids, Does.Contain("RE0003"));
    }

    [TestCase("[StateStruct(\"s\")] public struct S { public uint A; }")]
    [TestCase("[StateStruct(\"s\")] public partial struct S<T> { public uint A; }")]
    [TestCase("public partial class Outer { [StateStruct(\"s\")] public partial struct S { public uint A; } }")]
    public void Declarations_that_cannot_be_completed_are_refused(string source)
    {
        Assert.That(Run(source).Ids, Does.Contain("RE0004"));
    }

    [TestCase("\"\"")]
    [TestCase("\"Upper\"")]
    [TestCase("\"a b\"")]
    [TestCase("\"s\", Version = 0")]
    public void Bad_identities_are_refused(string arguments)
    {
        var run = Run($"[StateStruct({arguments})] public partial struct S {{ public uint A; }}");
        Assert.That(run.Ids, Does.Contain("RE0005"));
    }
}
