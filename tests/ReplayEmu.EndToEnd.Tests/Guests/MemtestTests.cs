using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>Debian's memtest86+, as a kernel on the serial line. Ten guest seconds; hours of it have no other instructions.</summary>
[TestFixture("memtest86+ia32.bin", "pentium3", "1")]
[TestFixture("memtest86+x64.bin", "qemu64", "2")]
[Category("Guests")]
[Category("Slow")]
public sealed class MemtestTests(string binary, string cpu, string smp)
{
    private RecordedGuest guest = null!;

    [OneTimeSetUp]
    public void Record()
    {
        var kernel = GuestFiles.Find("memtest86+", binary);
        guest = new RecordedGuest(
            "",
            [kernel],
            "-M",
            "pc",
            "-cpu",
            cpu,
            "-smp",
            smp,
            "-m",
            "16",
            "-kernel",
            kernel,
            "-append",
            "console=ttyS0,115200",
            "--max-time",
            "10"
        );
    }

    [OneTimeTearDown]
    public void Delete() => guest.Dispose();

    [TestCase("Memtest86+ v6.10")]
    [TestCase("Status: Testing")]
    [TestCase("Errors: 0 ")]
    public void It_says(string text) => Assert.That(guest.Recorded.Text, Does.Contain(text));

    [Test]
    public void It_goes_beyond_its_first_test() =>
        Assert.That(guest.Recorded.Text, Does.Contain("#4  [Moving inversions, 8 bit pattern"));

    [Test]
    public void The_replay_is_the_same() => guest.AssertReplays();
}
