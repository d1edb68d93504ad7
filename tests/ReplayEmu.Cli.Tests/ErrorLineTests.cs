using NUnit.Framework;

namespace ReplayEmu.Cli.Tests;

internal sealed class ErrorLineTests
{
    [Test]
    public void A_name_cannot_send_commands_to_the_terminal() =>
        Assert.That(
            Invocation.Of("run", "-M", "toy\x1b[31m").Error,
            Does.Not.Contain('\x1b').And.Contains("'toy?[31m'")
        );

    [Test]
    public void A_name_cannot_break_the_line() =>
        Assert.That(Invocation.Of("run", "-M", "a\nb").Error, Does.StartWith("replayemu: unknown machine type 'a b'"));
}
