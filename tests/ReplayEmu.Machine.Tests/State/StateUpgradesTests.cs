using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Tests.State;

public sealed class StateUpgradesTests
{
    private static StateSchema Schema(int version, int size, params StateField[] fields) =>
        new("s", version, size, fields);

    private static StateField Field(string name, int offset, StateFieldKind kind = StateFieldKind.U8, int count = 1) =>
        new(name, kind, offset, count);

    private static byte[] Convert(StateSchema old, byte[] saved, StateSchema current, params StateUpgrade[] steps)
    {
        var result = new byte[current.Size];
        new StateUpgrades(steps).Convert(old, saved, current, result);
        return result;
    }

    [Test]
    public void Fields_are_found_by_name_and_new_ones_are_zero()
    {
        var old = Schema(1, 2, Field("A", 0), Field("B", 1));
        var current = Schema(2, 3, Field("B", 0), Field("New", 1), Field("A", 2));
        Assert.That(Convert(old, [1, 2], current), Is.EqualTo(new byte[] { 2, 0, 1 }));
    }

    [Test]
    public void Fields_may_grow_wider_and_longer()
    {
        var old = Schema(1, 3, Field("A", 0, StateFieldKind.I8), Field("F", 1, count: 2));
        var current = Schema(2, 6, Field("A", 0, StateFieldKind.I16), Field("F", 2, count: 4));
        Assert.That(Convert(old, [0xff, 7, 8], current), Is.EqualTo(new byte[] { 0xff, 0xff, 7, 8, 0, 0 }));
    }

    [Test]
    public void A_field_that_went_away_needs_a_step()
    {
        var old = Schema(1, 2, Field("A", 0), Field("Gone", 1));
        var current = Schema(2, 1, Field("A", 0));
        Assert.That(
            () => Convert(old, [1, 2], current),
            Throws.InstanceOf<StateFormatException>().With.Message.Contains("Gone = 0x02")
        );
    }

    [Test]
    public void A_step_renames()
    {
        var old = Schema(1, 1, Field("Old", 0));
        var current = Schema(3, 1, Field("New", 0));
        var step = new StateUpgrade("s", 1, ["Old"], (from, to) => to.Set("New", from.Get("Old") + 1));
        Assert.That(Convert(old, [4], current, step), Is.EqualTo(new byte[] { 5 }));
    }

    [Test]
    public void Steps_of_other_versions_and_structs_are_left_alone()
    {
        var old = Schema(1, 1, Field("A", 0));
        var current = Schema(3, 1, Field("A", 0));
        var called = new List<int>();
        Convert(
            old,
            [4],
            current,
            new StateUpgrade("s", 2, [], (_, _) => called.Add(2)),
            new StateUpgrade("other", 1, [], (_, _) => called.Add(1))
        );
        Assert.That(called, Is.Empty);
    }

    [Test]
    public void A_value_that_no_longer_fits_is_an_error()
    {
        var old = Schema(1, 2, Field("A", 0, StateFieldKind.U16));
        var current = Schema(2, 1, Field("A", 0));
        Assert.Throws<StateFormatException>(() => Convert(old, [0, 1], current));
    }

    [Test]
    public void An_element_that_no_longer_fits_is_an_error()
    {
        var old = Schema(1, 3, Field("A", 0, count: 3));
        var current = Schema(2, 2, Field("A", 0, count: 2));
        Assert.Throws<StateFormatException>(() => Convert(old, [0, 0, 1], current));
    }

    [Test]
    public void A_newer_version_is_refused()
    {
        var schema = Schema(2, 1, Field("A", 0));
        Assert.That(
            () => Convert(schema, [0], Schema(1, 1, Field("A", 0))),
            Throws.InstanceOf<StateFormatException>().With.Message.Contains("newer program")
        );
    }

    [Test]
    public void Other_fields_under_the_same_version_are_refused()
    {
        Assert.Throws<StateFormatException>(() =>
            Convert(Schema(1, 1, Field("A", 0)), [0], Schema(1, 1, Field("B", 0)))
        );
    }
}
