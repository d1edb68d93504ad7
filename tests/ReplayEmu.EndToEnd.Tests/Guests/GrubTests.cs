using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>A GRUB rescue image as an IDE disk: the menu, and commands that are typed on the serial line.</summary>
[Category("Guests")]
public sealed class GrubTests
{
    private RecordedGuest guest = null!;

    [OneTimeSetUp]
    public void Record()
    {
        var image = GuestFiles.Find("grub", "grub.iso");
        guest = new RecordedGuest(
            "cecho typed-$grub_cpu\rls\rhalt\r",
            [image],
            "-M",
            "pc",
            "-m",
            "32",
            "-hda",
            image,
            "--max-time",
            "60"
        );
    }

    [OneTimeTearDown]
    public void Delete() => guest.Dispose();

    [TestCase("GNU GRUB  version 2.")]
    [TestCase("*greet")]
    [TestCase("typed-i386")]
    [TestCase("(hd0,msdos1)")]
    public void It_says(string text) => Assert.That(guest.Recorded.Text, Does.Contain(text));

    [Test]
    public void Halt_switches_off() => Assert.That(guest.Recorded.Error, Does.Contain("switched the machine off"));

    [Test]
    public void The_replay_is_the_same() => guest.AssertReplays();
}
