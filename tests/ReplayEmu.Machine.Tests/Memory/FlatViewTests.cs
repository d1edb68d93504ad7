using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machine.Tests.Memory;

public sealed class FlatViewTests
{
    private MemoryBlock block = null!;
    private ContainerRegion root = null!;

    [SetUp]
    public void SetUp()
    {
        block = new MemoryBlock("ram", 0x10000);
        root = new ContainerRegion("root", 0x100000);
    }

    [TearDown]
    public void TearDown() => block.Dispose();

    private RamRegion Ram(string name, ulong offset, ulong size) => new(name, block, offset, size);

    private string View(Visibility access = Visibility.Read) =>
        string.Join(
            ' ',
            FlatView
                .Flatten(root, access)
                .Ranges.ToArray()
                .Select(range => $"{range.First:x}-{range.Last:x}:{range.Region.Name}+{range.Offset:x}")
        );

    [Test]
    public void Nothing_mapped_is_nothing()
    {
        Assert.That(View(), Is.Empty);
    }

    [Test]
    public void The_higher_priority_is_in_front()
    {
        root.Map(0, Ram("back", 0, 0x3000), priority: 0);
        root.Map(0x1000, Ram("front", 0x8000, 0x1000), priority: 1);
        Assert.That(View(), Is.EqualTo("0-fff:back+0 1000-1fff:front+8000 2000-2fff:back+2000"));
    }

    [Test]
    public void Of_equal_priorities_the_later_is_in_front()
    {
        root.Map(0, Ram("first", 0, 0x1000));
        root.Map(0, Ram("second", 0, 0x1000));
        Assert.That(View(), Is.EqualTo("0-fff:second+0"));
    }

    [Test]
    public void The_later_stays_in_front_after_an_earlier_one_is_unmapped()
    {
        var gone = root.Map(0x9000, Ram("gone", 0, 0x1000));
        root.Map(0, Ram("first", 0, 0x1000));
        root.Unmap(gone);
        root.Map(0, Ram("second", 0, 0x1000));
        Assert.That(View(), Is.EqualTo("0-fff:second+0"));
    }

    [Test]
    public void Reads_and_writes_may_see_different_regions()
    {
        root.Map(0, Ram("ram", 0, 0x1000), 0, Visibility.Write);
        root.Map(0, Ram("rom", 0x4000, 0x1000), 1, Visibility.Read);
        Assert.That((View(Visibility.Read), View(Visibility.Write)), Is.EqualTo(("0-fff:rom+4000", "0-fff:ram+0")));
    }

    [Test]
    public void An_alias_shows_a_window_of_its_target()
    {
        root.Map(0x8000, new AliasRegion("alias", Ram("ram", 0, 0x4000), 0x1000, 0x2000));
        Assert.That(View(), Is.EqualTo("8000-9fff:ram+1000"));
    }

    [Test]
    public void An_alias_into_the_middle_of_a_child_shows_the_rest_of_it()
    {
        var inner = new ContainerRegion("inner", 0x10000);
        inner.Map(0, Ram("ram", 0, 0x2000));
        root.Map(0, new AliasRegion("alias", inner, 0x1000, 0x4000));
        Assert.That(View(), Is.EqualTo("0-fff:ram+1000"));
    }

    [Test]
    public void An_alias_shows_nothing_behind_its_target()
    {
        root.Map(0, new AliasRegion("alias", Ram("ram", 0, 0x1000), 0, 0x5000));
        Assert.That(View(), Is.EqualTo("0-fff:ram+0"));
    }

    [Test]
    public void An_alias_beyond_its_target_is_empty()
    {
        root.Map(0, new AliasRegion("alias", Ram("ram", 0, 0x1000), 0x1000, 0x1000));
        Assert.That(View(), Is.Empty);
    }

    [Test]
    public void A_child_is_clipped_to_its_container()
    {
        var inner = new ContainerRegion("inner", 0x1000);
        inner.Map(0x800, Ram("ram", 0, 0x4000));
        root.Map(0x10000, inner);
        Assert.That(View(), Is.EqualTo("10800-10fff:ram+0"));
    }

    [Test]
    public void Neighbours_that_continue_each_other_are_one_range()
    {
        var ram = Ram("ram", 0, 0x4000);
        root.Map(0, new AliasRegion("low", ram, 0, 0x1000));
        root.Map(0x1000, new AliasRegion("high", ram, 0x1000, 0x1000));
        Assert.That(View(), Is.EqualTo("0-1fff:ram+0"));
    }

    [Test]
    public void The_top_of_the_address_space_can_be_mapped()
    {
        root = new ContainerRegion("root", ulong.MaxValue);
        root.Map(ulong.MaxValue - 0xfff, Ram("ram", 0, 0x1000));
        Assert.That(View(), Is.EqualTo("fffffffffffff000-fffffffffffffffe:ram+0"));
    }

    [Test]
    public void Aliases_in_a_loop_are_an_error()
    {
        var inner = new ContainerRegion("inner", 0x1000);
        root.Map(0, inner);
        Assert.That(
            () => inner.Map(0, new AliasRegion("self", root, 0, 0x1000)),
            Throws.InvalidOperationException.With.Message.Contains("loop")
        );
    }

    [Test]
    public void Find_gives_the_range_of_an_address()
    {
        root.Map(0x1000, Ram("a", 0, 0x1000));
        root.Map(0x3000, Ram("b", 0x8000, 0x1000));
        var view = FlatView.Flatten(root, Visibility.Read);
        var found = new ulong[] { 0xfff, 0x1000, 0x1fff, 0x2000, 0x3fff, 0x4000 }.Select(view.Find);
        Assert.That(found, Is.EqualTo(new[] { -1, 0, 0, -1, 1, -1 }));
    }

    [Test]
    public void Ram_cannot_reach_beyond_its_block()
    {
        Assert.That(() => Ram("ram", 0xf000, 0x2000), Throws.InstanceOf<System.ArgumentOutOfRangeException>());
    }
}
