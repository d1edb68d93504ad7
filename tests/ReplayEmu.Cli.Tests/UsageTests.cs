using NUnit.Framework;

namespace ReplayEmu.Cli.Tests;

internal sealed class UsageTests
{
    [TestCase("unknown verb 'machnes'; did you mean 'machines'?", "machnes")]
    [TestCase("unknown option '-bois'; did you mean '-bios'?", "run", "-bois", "x")]
    [TestCase("unknown machine type 'toy-1.2'; did you mean 'toy-1.0'?", "run", "-M", "toy-1.2")]
    [TestCase("did you mean 'panic-demo'?", "run", "-bios", "builtin:panic-dmo")]
    [TestCase("-drive has no 'fil'; did you mean 'file'?", "run", "-drive", "fil=x")]
    [TestCase("unknown backend; did you mean 'stdio'?", "run", "-serial", "stdoi")]
    [TestCase("--detail 'ful' is not known; did you mean 'full'?", "record", "-o", "x", "--detail", "ful")]
    public void A_wrong_name_comes_with_the_nearest_one(string message, params string[] arguments) =>
        Assert.That(Invocation.Of(arguments).Error, Does.StartWith("replayemu: ").And.Contains(message));

    [TestCase("machnes")]
    [TestCase("run", "-bois", "x")]
    [TestCase("run", "-M")]
    [TestCase("run", "-M", "toy-9.9")]
    [TestCase("run", "surplus")]
    [TestCase("record")]
    [TestCase("run", "-m", "many")]
    [TestCase("run", "--until-text", "")]
    public void Wrong_usage_ends_with_2(params string[] arguments) =>
        Assert.That(Invocation.Of(arguments).Code, Is.EqualTo(ExitCode.Usage));

    [TestCase("run", "-bios", "/nonexistent")]
    [TestCase("run", "-bios", "/")]
    [TestCase("run", "-hda", "/dev/null")]
    [TestCase("replay", "/nonexistent")]
    [TestCase("record", "-o", "/nonexistent/x")]
    public void A_file_that_cannot_be_used_ends_with_6(params string[] arguments) =>
        Assert.That(Invocation.Of(arguments).Code, Is.EqualTo(ExitCode.HostResource));

    [Test]
    public void An_error_is_one_line() =>
        Assert.That(Invocation.Of("run", "-bios", "/nonexistent").Error.Trim().Split('\n'), Has.Length.EqualTo(1));

    [Test]
    public void What_is_no_trace_ends_with_4()
    {
        using var folder = new TemporaryFolder();
        Assert.That(Invocation.Of("info", folder.Write("x", 1, 2, 3, 4)).Code, Is.EqualTo(ExitCode.UnreadableTrace));
    }
}
