using NUnit.Framework;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;
using ReplayEmu.Machines.Pseries.Firmware;

namespace ReplayEmu.Machines.Tests.Pseries.Firmware;

[TestFixture]
public sealed class DeviceTreeTests
{
    [Test]
    public void A_part_of_a_path_may_leave_out_the_unit_address()
    {
        using var machine = NewMachine();
        var tree = NewTree(machine, out var memory);
        Assert.That((tree.Find("/memory"), tree.Find("/memory@0:x")), Is.EqualTo((memory, memory)));
    }

    [Test]
    public void A_property_that_grows_keeps_its_place()
    {
        using var machine = NewMachine();
        var tree = NewTree(machine, out var memory);
        tree.PutCell(memory, "reg", 1);
        tree.PutCell(memory, "other", 2);
        tree.Put(memory, "reg", new byte[64]);
        Assert.That(
            (
                tree.PropertyAfter(memory, "name"),
                tree.PropertyAfter(memory, "reg"),
                tree.PropertyAfter(memory, "other")
            ),
            Is.EqualTo(("reg", "other", (string?)null))
        );
    }

    [Test]
    public void Claims_do_not_overlap()
    {
        using var machine = NewMachine();
        var memory = new ClaimedMemory(machine, 0x10000);
        memory.Claim(0x1000, 0x1000, 0);
        Assert.That(
            (memory.Claim(0x1800, 0x1000, 0), memory.Claim(0, 0x2000, 0x1000), memory.Claim(0, 0x10000, 0x1000)),
            Is.EqualTo(((ulong?)null, (ulong?)0x2000, (ulong?)null))
        );
    }

    private static DeviceTree NewTree(VirtualMachine machine, out int memory)
    {
        var tree = new DeviceTree(machine);
        tree.Clear();
        tree.AddNode(DeviceTree.None, "");
        memory = tree.AddNode(DeviceTree.Root, "memory@0");
        return tree;
    }

    private static VirtualMachine NewMachine() => new(new TickRatio(2, 1), new NoInputs(), new NoOutputs());
}
