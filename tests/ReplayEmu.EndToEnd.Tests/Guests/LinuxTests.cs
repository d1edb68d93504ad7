using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>Debian's kernels, unmodified, with a busybox that greets and powers off.</summary>
[TestFixture("pc-i440fx-2.4", "pentium3", "1", "linux-686", "initrd-i386")]
[TestFixture("pc-1.1", "qemu64", "1", "linux-cloud-amd64", "initrd-amd64")]
[TestFixture("pc-i440fx-7.2", "qemu64", "2", "linux-cloud-amd64", "initrd-amd64")]
[TestFixture("pc-q35-7.2", "qemu64", "2", "linux-cloud-amd64", "initrd-amd64")]
[TestFixture("pc-q35-2.4", "pentium3", "1", "linux-686", "initrd-i386")]
[Category("Guests")]
[Category("Slow")]
public sealed class LinuxTests(string machine, string cpu, string smp, string kernelSet, string initrdSet)
{
    private RecordedGuest guest = null!;

    [OneTimeSetUp]
    public void Record()
    {
        var kernel = GuestFiles.Find(kernelSet, "vmlinuz");
        var initrd = GuestFiles.Find(initrdSet, "initrd.gz");
        guest = new RecordedGuest(
            "",
            [kernel, initrd],
            "-M",
            machine,
            "-cpu",
            cpu,
            "-smp",
            smp,
            "-m",
            "128",
            "-kernel",
            kernel,
            "-initrd",
            initrd,
            "-append",
            "console=ttyS0,115200 quiet"
        );
    }

    [OneTimeTearDown]
    public void Delete() => guest.Dispose();

    [Test]
    public void It_boots_to_user_space() => Assert.That(guest.Recorded.Text, Does.Contain("\nBOOT-OK\n"));

    [Test]
    public void It_powers_off() => Assert.That(guest.Recorded.Error, Does.Contain("switched the machine off"));

    [Test]
    public void The_replay_is_the_same() => guest.AssertReplays();
}
