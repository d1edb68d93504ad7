using NUnit.Framework;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Replay.Tests.Fake;

namespace ReplayEmu.Replay.Tests.Digests;

/// <summary>A digest sees every byte that a guest can see, and only pages that changed are read again.</summary>
public sealed class MachineDigestTests
{
    private VirtualMachine machine = null!;
    private MemoryBlock ram = null!;
    private MachineDigest digest = null!;

    [SetUp]
    public void Build()
    {
        machine = new FakeCatalogue().Build(FakeCatalogue.Config, new FakeImages(), new NoInputs(), new NoOutputs());
        ram = machine.Blocks[0];
        digest = new MachineDigest(machine);
    }

    [TearDown]
    public void Dispose() => machine.Dispose();

    [Test]
    public void Nothing_changed_is_the_same_digest()
    {
        Assert.That(digest.Compute(0).Total, Is.EqualTo(digest.Compute(0).Total));
    }

    [Test]
    public void Each_byte_of_state_changes_the_hash_of_its_section()
    {
        var before = digest.Compute(0);
        var sections = machine.Arena.Sections;
        for (var section = 0; section < sections.Count; section++)
        {
            for (var at = 0; at < sections[section].Schema.Size; at++)
            {
                machine.Arena.BytesOf(sections[section])[at] ^= 1;
                Assert.That(digest.Compute(0).Sections[section], Is.Not.EqualTo(before.Sections[section]));
                machine.Arena.BytesOf(sections[section])[at] ^= 1;
            }
        }

        Assert.That(digest.Compute(0).Total, Is.EqualTo(before.Total));
    }

    [TestCase(0UL)]
    [TestCase(4095UL)]
    [TestCase(4096UL)]
    [TestCase(65535UL)]
    public void A_byte_of_memory_changes_the_hash_of_its_block(ulong at)
    {
        var before = digest.Compute(0);
        machine.Memory.Write(at, 1, 1);
        Assert.That(digest.Compute(0).Blocks[0], Is.Not.EqualTo(before.Blocks[0]));
    }

    [Test]
    public void A_page_written_before_the_first_digest_is_seen()
    {
        machine.Memory.Write(0x5000, 1, 1);
        var with = digest.Compute(0).Blocks[0];
        machine.Memory.Write(0x5000, 1, 0);
        Assert.That(digest.Compute(0).Blocks[0], Is.Not.EqualTo(with));
    }

    [Test]
    public void When_a_page_was_written_does_not_matter()
    {
        digest.Compute(0);
        machine.Memory.Write(0x5000, 1, 1);
        var late = digest.Compute(0).Blocks[0];
        Assert.That(new MachineDigest(machine).Compute(0).Blocks[0], Is.EqualTo(late));
    }

    [Test]
    public void The_flag_of_the_digest_is_taken_back()
    {
        machine.Memory.Write(0x5000, 1, 1);
        digest.Compute(0);
        unsafe
        {
            var others = PageFlags.DirtySinceCheckpoint | PageFlags.DirtySinceDisplay;
            Assert.That((PageFlags)ram.Flags[5], Is.EqualTo(others));
        }
    }

    [Test]
    public void Output_counts_in_order_and_by_port()
    {
        Assert.That(Hash((0, 1), (0, 2)), Is.Not.EqualTo(Hash((0, 2), (0, 1))));
        Assert.That(Hash((0, 1)), Is.Not.EqualTo(Hash((1, 1))));
    }

    private static ulong Hash(params (int Port, byte Value)[] writes)
    {
        var hash = new OutputHash();
        foreach (var (port, value) in writes)
        {
            hash.Add(port, [value]);
        }

        return hash.Value;
    }
}
