using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Testing;

namespace ReplayEmu.Cli.Tests;

internal sealed class HelpTests
{
    [TestCase("run")]
    [TestCase("record")]
    [TestCase("replay")]
    [TestCase("info")]
    [TestCase("events")]
    [TestCase("debug")]
    [TestCase("lockstep")]
    [TestCase("who-wrote")]
    [TestCase("who-read")]
    [TestCase("state")]
    [TestCase("screendump")]
    [TestCase("bisect")]
    [TestCase("query")]
    [TestCase("verify")]
    [TestCase("walk")]
    [TestCase("export")]
    [TestCase("snapshot")]
    [TestCase("check")]
    [TestCase("approve")]
    [TestCase("review")]
    [TestCase("diff")]
    [TestCase("blame")]
    [TestCase("machines")]
    [TestCase("commit")]
    [TestCase("guests")]
    public Task Help_of_a_verb(string verb) =>
        Verified.Text(Invocation.Of(verb, "--help").Output, $"help-{verb}", "cli");

    [Test]
    public Task Help() => Verified.Text(Invocation.Of("--help").Output, "help", "cli");

    [Test]
    public void No_arguments_show_the_help() =>
        Assert.That(Invocation.Of().Output, Is.EqualTo(Invocation.Of("--help").Output));
}
