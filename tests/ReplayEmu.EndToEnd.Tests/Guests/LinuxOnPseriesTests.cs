using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>Debian's kernel for ppc64el on a pSeries machine, from SLOF's first instruction to busybox, and replayed: 2 times 4 billion instructions.</summary>
[TestFixture("power9", "MMU=Radix")]
[TestFixture("power8", "MMU=Hash")]
[Category("Guests")]
[Category("Slow")]
public sealed class LinuxOnPseriesTests(string cpu, string mmu)
{
    private readonly TemporaryFolder folder = new();
    private Replayemu recorded = null!;

    private string Trace => folder.Combine("linux.rtrace");

    [OneTimeSetUp]
    public void Record() =>
        recorded = Replayemu.Run(
            "record",
            "-M",
            "pseries",
            "-cpu",
            cpu,
            "-m",
            "512M",
            "-nodefaults",
            "-bios",
            GuestFiles.Find("slof", "slof.bin"),
            "-kernel",
            GuestFiles.Find("linux-ppc64el", "vmlinux"),
            "-initrd",
            GuestFiles.Find("initrd-ppc64el", "initrd.gz"),
            "-append",
            "console=hvc0 cryptomgr.notests",
            "-device",
            "virtio-balloon-pci",
            "-device",
            "virtio-rng-pci",
            "-device",
            "virtio-net-pci",
            "-serial",
            "stdio",
            "-o",
            Trace
        );

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void The_kernel_runs_busybox_and_powers_off() =>
        Assert.That(recorded.Text, Does.Contain("BOOT-OK").And.Contain("reboot: Power down"));

    [Test]
    public void The_kernel_uses_the_processors_page_tables() =>
        Assert.That(
            recorded.Text,
            Does.Contain(mmu == "MMU=Radix" ? "lpar: Using radix MMU" : "Initializing hash mmu")
        );

    [Test]
    public void Drivers_find_their_devices() =>
        Assert.That(recorded.Text, Does.Contain("virtio-pci 0000:00:02.0: enabling device"));

    [Test]
    public void The_replay_is_the_same() =>
        Assert.That(Replayemu.Run("replay", Trace, "--quiet").Code, Is.EqualTo(ExitCode.Ok));
}
