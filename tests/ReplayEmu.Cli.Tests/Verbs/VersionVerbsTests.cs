using NUnit.Framework;
using ReplayEmu.Machines;

namespace ReplayEmu.Cli.Tests.Verbs;

/// <summary><c>diff</c> and <c>blame</c> on the real machines.</summary>
internal sealed class VersionVerbsTests
{
    private static readonly string[] balloon = ["-nodefaults", "-device", "virtio-balloon-pci,addr=0x10"];

    [Test]
    public void The_change_of_2012_is_the_only_one() =>
        Assert.That(
            Of(["diff", "pc-1.0", "pc-1.1", .. balloon]).Output,
            Is.EqualTo(
                "00:10.0 virtio-balloon-pci: class 0x0500 (memory, RAM) -> 0x00ff (unclassified), first in pc-1.1\n"
                    + "1 difference for the guest between pc-1.0 and pc-1.1\n"
            )
        );

    [Test]
    public void Without_the_balloon_a_guest_sees_no_difference() =>
        Assert.That(Of("diff", "pc-1.0", "pc-1.1", "-nodefaults").Output, Does.StartWith("0 differences"));

    [Test]
    public void The_version_is_the_same_the_other_way_round() =>
        Assert.That(
            Of(["diff", "pc-i440fx-1.4", "pc-0.12", .. balloon]).Output,
            Does.Contain("class 0x00ff (unclassified) -> 0x0500 (memory, RAM), newer value first in pc-1.1")
        );

    [Test]
    public void Diff_writes_json() =>
        Assert.That(
            Of(["diff", "pc-1.0", "pc-1.1", "--json", .. balloon]).Output,
            Does.Contain("\"fact\": \"00:10.0.class\"").And.Contain("\"version\": \"pc-1.1\"")
        );

    [Test]
    public void Blame_names_row_version_and_reason() =>
        Assert.That(
            Of(["blame", "00:10.0.class", "-M", "pc-0.15", .. balloon]).Output,
            Is.EqualTo(
                "00:10.0 virtio-balloon-pci: class 0x0500 (memory, RAM) on pc-0.15\n"
                    + "  row      virtio-balloon-pci.class=0x500, up to pc-1.0\n"
                    + "  since    pc-1.1 it is 0xff: 0x00ff (unclassified)\n"
                    + "  reason   virtio-pci: change virtio balloon PCI class code (QEMU 2ba1d381c2f)\n"
            )
        );

    [Test]
    public void Blame_of_the_CPU_names_its_row() =>
        Assert.That(
            Of("blame", "cpuid.00000001.0.eax", "-M", "pc-i440fx-1.6").Output,
            Does.Contain("qemu64-x86_64-cpu.model=0x2, up to pc-i440fx-1.6")
        );

    [Test]
    public void What_no_row_changes_says_so() =>
        Assert.That(
            Of("blame", "00:00.0.id", "-M", "pc-1.0").Output,
            Does.Contain("no row of a machine version alone")
        );

    [Test]
    public void A_global_property_beats_the_row() =>
        Assert.That(
            Of([
                "blame",
                "00:10.0.class",
                "-M",
                "pc-1.0",
                "-global",
                "virtio-balloon-pci.class=0x500",
                .. balloon,
            ]).Output,
            Does.Contain("no row of a machine version alone")
        );

    [Test]
    public void An_unknown_fact_is_refused() =>
        Assert.That(Of(["blame", "00:10.0.clas", "-M", "pc-1.0", .. balloon]).Error, Does.Contain("00:10.0.class"));

    [Test]
    public void A_machine_option_of_diff_is_refused() =>
        Assert.That(Of("diff", "pc-1.0", "pc-1.1", "-M", "pc").Code, Is.EqualTo(ExitCode.Usage));

    private static Invocation Of(params string[] arguments) => Invocation.With(new MachineCatalogue(), arguments);
}
