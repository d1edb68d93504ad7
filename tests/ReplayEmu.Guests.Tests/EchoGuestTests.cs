using NUnit.Framework;

namespace ReplayEmu.Guests.Tests;

public sealed class EchoGuestTests
{
    [Test]
    public void Lines_are_echoed_until_quit() =>
        Assert.That(
            Run("hello\r", "ab\bc\r", "quit\r"),
            Is.EqualTo(
                "type lines, 'quit' ends\n"
                    + "prompt> hello\nyou typed: hello\n"
                    + "prompt> ab\b \bc\nyou typed: ac\n"
                    + "prompt> quit\nbye\n"
            )
        );

    [Test]
    public void A_longer_word_does_not_quit() => Assert.That(Run("quits\r", "quit\r"), Does.Contain("typed: quits"));

    [Test]
    public void A_line_is_cut_at_its_limit() =>
        Assert.That(
            Run(
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "0123456789abcd",
                "\r",
                "quit\r"
            ),
            Does.Contain("cd01234567\nyou typed: ")
        );

    private static string Run(params string[] typed) => new GuestRun(EchoGuest.Build(), "pc-1.0", null, typed).Text;
}
