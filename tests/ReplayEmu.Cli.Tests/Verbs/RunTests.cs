using NUnit.Framework;

namespace ReplayEmu.Cli.Tests.Verbs;

internal sealed class RunTests
{
    [TestCase("0", ExitCode.Ok)]
    [TestCase("f", ExitCode.GuestFailed)]
    [TestCase("h", ExitCode.Ok)]
    [TestCase("u", ExitCode.Unimplemented)]
    public void The_exit_code_tells_how_the_guest_ended(string program, ExitCode code) =>
        Assert.That(Invocation.Of("run", "-append", program).Code, Is.EqualTo(code));

    [TestCase("0", "the guest switched the machine off")]
    [TestCase("f", "the guest failed: it ended the run with code 3")]
    [TestCase("h", "the guest halted and nothing can wake it")]
    [TestCase("u", "the guest needs what this emulator lacks: toy: the register 'u'")]
    public void The_closing_line_tells_why(string program, string line) =>
        Assert.That(Invocation.Of("run", "-append", program).Error, Does.StartWith("replayemu: " + line));

    [Test]
    public void The_console_is_standard_output() =>
        Assert.That(Invocation.Of("run", "-append", "HELLO0").Output, Is.EqualTo("HELLO"));

    [Test]
    public void A_console_can_be_a_file()
    {
        using var folder = new TemporaryFolder();
        Invocation.Of("run", "-append", "HELLO0", "-serial", "file:" + folder.Combine("out"));
        Assert.That(System.IO.File.ReadAllText(folder.Combine("out")), Is.EqualTo("HELLO"));
    }

    [Test]
    public void A_run_ends_at_its_limit() =>
        Assert.That(
            Invocation.Of("run", "--max-instructions", "123456").Error,
            Does.StartWith("replayemu: the limit is reached (icount 123456,")
        );

    [Test]
    public void A_run_ends_at_its_guest_time() =>
        Assert.That(Invocation.Of("run", "--max-time", "0.001").Error, Does.Contain("(icount 125000,"));

    [Test]
    public void A_run_ends_with_the_instruction_that_completes_the_text() =>
        Assert.That(
            Invocation.Of("run", "-append", "..OK...", "--until-text", "OK").Error,
            Does.StartWith("replayemu: the text was written (icount 4,")
        );

    [Test]
    public void A_text_that_never_comes_is_a_failure() =>
        Assert.That(
            Invocation.Of("run", "-append", "NO0", "--until-text", "OK").Code,
            Is.EqualTo(ExitCode.GuestFailed)
        );

    [Test]
    public void Quiet_is_quiet() => Assert.That(Invocation.Of("run", "-append", "0", "--quiet").Error, Is.Empty);
}
