using System.Linq;
using NUnit.Framework;
using ReplayEmu.Generators.PowerPatterns;

namespace ReplayEmu.Generators.Tests;

/// <summary>What is refused; what is accepted is tested by the instructions themselves.</summary>
[TestFixture]
public sealed class PatternTableGeneratorTests
{
    private const string Attributes = """
        namespace ReplayEmu.Cpu.Power.Decode
        {
            internal class PatternAttribute(string name, string pattern) : System.Attribute
            {
                public string Text => name + pattern;
            }
        }

        """;

    [Test]
    public void Two_patterns_with_a_word_in_common_are_an_error() =>
        Assert.That(
            Ids(
                """[Pattern("a", "011111 rt ra rb 0000011100 -")]""",
                """[Pattern("b", "011111 rt ra rb 0000011100 1")]"""
            ),
            Does.Contain("RE0020")
        );

    [Test]
    public void Patterns_that_differ_in_a_fixed_bit_are_none() =>
        Assert.That(
            Ids(
                """[Pattern("a", "011111 rt ra rb 0000011100 0")]""",
                """[Pattern("b", "011111 rt ra rb 0000011100 1")]"""
            ),
            Does.Not.Contain("RE0020")
        );

    [TestCase("011111 rt ra rb 0000011100")]
    [TestCase("011111 rt ra rb 0000011100 00")]
    [TestCase("011111 rt ra somewhere 0000011100 0")]
    [TestCase("011111 rt ra 012 0000011100 000")]
    public void A_pattern_that_is_not_32_bits_of_known_fields_is_an_error(string pattern) =>
        Assert.That(Ids($"""[Pattern("a", "{pattern}")]"""), Does.Contain("RE0021"));

    [Test]
    public void A_type_parameter_must_be_a_bit_of_the_pattern() =>
        Assert.That(
            GeneratorRun
                .Of(
                    new PatternTableGenerator(),
                    "using ReplayEmu.Cpu.Power.Decode;\n"
                        + Attributes
                        + """static class C { [Pattern("a", "011111 rt ra rb 0000011100 -")] static void M<TRc>() { } }"""
                )
                .Ids,
            Does.Contain("RE0021")
        );

    private static string[] Ids(params string[] attributes)
    {
        var methods = attributes.Select((attribute, i) => $"{attribute} static void M{i}() {{ }}");
        var source =
            $"using ReplayEmu.Cpu.Power.Decode;\n{Attributes}static class C\n{{\n{string.Join('\n', methods)}\n}}";
        return [.. GeneratorRun.Of(new PatternTableGenerator(), source).Ids];
    }
}
