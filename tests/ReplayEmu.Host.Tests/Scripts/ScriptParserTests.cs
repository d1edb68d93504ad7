using NUnit.Framework;
using ReplayEmu.Host.Scripts;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Tests.Scripts;

internal sealed class ScriptParserTests
{
    [Test]
    public void Comments_and_empty_lines_are_no_steps() =>
        Assert.That(ScriptParser.Parse("s", "# one\n\n  wait \"x\" # two\n").Steps, Has.Count.EqualTo(1));

    [Test]
    public void A_step_knows_its_line() =>
        Assert.That(ScriptParser.Parse("s", "\nend\r\n").Steps[0].Line, Is.EqualTo(2));

    [Test]
    public void A_limit_is_guest_time() =>
        Assert.That(
            ScriptParser.Parse("s", "wait \"x\" within 2.5").Steps[0].LimitNanoseconds,
            Is.EqualTo(2_500_000_000)
        );

    [TestCase("wiat \"x\"", "unknown command 'wiat'; did you mean 'wait'?")]
    [TestCase("wait", "write wait \"TEXT\"")]
    [TestCase("wait \"\"", "the text is empty")]
    [TestCase("wait \"x", "no closing quote")]
    [TestCase("wait \"\\q\"", "\\q is no escape")]
    [TestCase("wait \"x\" within soon", "'soon' is not a number of guest seconds")]
    [TestCase("pause 0", "'0' is not a number of guest seconds")]
    [TestCase("sendkey ctrl-dlete", "unknown key 'dlete'; did you mean 'delete'?")]
    [TestCase("sendkey a 0", "MILLISECONDS")]
    [TestCase("sendkey a-b-c-d", "more than 3 keys")]
    [TestCase("keys \"\u00e9\"", "on no key")]
    [TestCase("balloon 12x", "'12x' is not a size")]
    [TestCase("balloon 0", "'0' is not a size")]
    [TestCase("end now", "takes nothing more")]
    [TestCase("screendump a b", "write screendump FILE")]
    public void An_error_names_line_and_reason(string line, string reason) =>
        Assert.That(
            () => ScriptParser.Parse("boot.script", "pause 1\n" + line),
            Throws
                .TypeOf<ConfigurationException>()
                .With.Message.StartsWith("script 'boot.script' line 2: ")
                .And.Message.Contains(reason)
        );

    [TestCase("")]
    [TestCase("# nothing\n")]
    public void A_script_without_commands_is_an_error(string text) =>
        Assert.That(() => ScriptParser.Parse("s", text), Throws.TypeOf<ConfigurationException>());
}
