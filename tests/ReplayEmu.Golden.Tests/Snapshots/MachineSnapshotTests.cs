using System.Linq;
using NUnit.Framework;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Golden.Tests.Snapshots;

public sealed class MachineSnapshotTests
{
    private const string Cmos = "cmos 10 00112200000000000000000000000000\n";

    private static readonly (string, string)[] Facts = [("cmos", "0x11 0x11"), ("cmos", "0x12 0x22"), ("irq", "x")];

    [Test]
    public void Has_the_machine_the_facts_and_what_the_probe_read() =>
        Assert.That(
            Take(Probe(Cmos), Facts).Text,
            Is.EqualTo(
                """
                [machine]
                toy-1.0
                ram 0x8000000
                cpu default
                device balloon,addr=0x10
                [cmos]
                0x11 0x11
                0x12 0x22
                [irq]
                x
                [probe]
                probe 1
                cmos 10 00112200000000000000000000000000
                probe end

                """
            )
        );

    [Test]
    public void Views_that_agree_are_no_problem() => Assert.That(Take(Probe(Cmos), Facts).Problem, Is.Null);

    [Test]
    public void A_fact_that_the_guest_does_not_see_is_a_difference()
    {
        var subject = Take(Probe(Cmos), [.. Facts, ("cmos", "0x20 0x01")]);
        Assert.That(subject.Problem, Is.EqualTo(GoldenOutcome.ViewsDiffer));
        Assert.That(subject.Diff, Does.Contain("\n-0x20 0x01\n"));
    }

    [Test]
    public void A_fact_that_only_the_guest_sees_is_a_difference() =>
        Assert.That(
            Take(Probe("cmos 10 00112200000000000000000000000044\n"), Facts).Diff,
            Does.Contain("\n+0x1f 0x44\n")
        );

    [TestCase("memory 00000000 rw\nmemory 00010000 ro\n", null)]
    [TestCase("memory 00000000 ro\n", GoldenOutcome.ViewsDiffer)]
    [TestCase("memory 00010000 rw\n", GoldenOutcome.ViewsDiffer)]
    public void Memory_is_compared_with_the_map(string lines, GoldenOutcome? expected) =>
        Assert.That(Take(Probe(lines)).Problem, Is.EqualTo(expected));

    [Test]
    public void A_leaf_that_reads_as_zeros_need_not_be_stated() =>
        Assert.That(Take(Probe("cpuid 00000003 00 00000000 00000000 00000000 00000000\n")).Problem, Is.Null);

    [Test]
    public void A_key_that_the_model_does_not_state_is_a_difference() =>
        Assert.That(
            Take(Probe("fw_cfg 0005 00 01000000000000000000000000000000\n")).Diff,
            Does.Contain("\n+key 0x0005 is not empty\n")
        );

    [Test]
    public void A_key_is_compared_in_the_size_that_the_model_states() =>
        Assert.That(
            Take(
                Probe("fw_cfg 0005 00 01000000000000000000000000000000\n"),
                ("fw_cfg", "key 0x0005 size 2 0100")
            ).Problem,
            Is.Null
        );

    [Test]
    public void Of_a_long_file_only_name_and_size_are_compared() =>
        Assert.That(
            Take(Probe("file 0020 00000200 a\n"), ("fw_cfg", "key 0x0020 file a size 512 xxh64 00")).Problem,
            Is.Null
        );

    [Test]
    public void A_probe_that_does_not_finish_is_a_failure() =>
        Assert.That(Take("probe 1\n").Problem, Is.EqualTo(GoldenOutcome.Failed));

    [Test]
    public void A_probe_that_halts_is_a_failure() =>
        Assert.That(
            new MachineSnapshot(new PrintingMachine("") { PowersOff = false }, new byte[1])
                .Take(new MachineConfig { Machine = "toy-1.0" })
                .Message,
            Is.EqualTo("the probe guest ended with Deadlock")
        );

    [Test]
    public void An_unknown_machine_is_a_failure_with_its_message() =>
        Assert.That(
            new MachineSnapshot(new PrintingMachine(""), new byte[1]).Take(new MachineConfig { Machine = "x" }).Message,
            Is.EqualTo("no machine 'x'")
        );

    [Test]
    public void There_is_an_item_for_each_type_and_device_set() =>
        Assert.That(
            new MachineSnapshot(new PrintingMachine(""), new byte[1])
                .Items(DeviceSet.Standard)
                .Select(item => (item.Name, item.Released)),
            Is.EqualTo(
                new[]
                {
                    ("toy-1.0.default", true),
                    ("toy-1.0.nodefaults", true),
                    ("toy-1.0.nodefaults+balloon", true),
                    ("toy-1.0.nodefaults+virtio", true),
                }
            )
        );

    private static string Probe(string lines) => $"probe 1\n{lines}probe end\n";

    private static GoldenSubject Take(string printed, params (string, string)[] facts) =>
        new MachineSnapshot(new PrintingMachine(printed, facts), new byte[1]).Take(
            new MachineConfig
            {
                Machine = "toy-1.0",
                Devices = [new DeviceConfig("balloon", [new PropertyValue("addr", "0x10")])],
            }
        );
}
