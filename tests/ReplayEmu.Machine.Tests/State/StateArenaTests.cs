using System;
using NUnit.Framework;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Tests.State;

public sealed unsafe class StateArenaTests
{
    private StateArena arena = null!;
    private SampleState* sample;

    [SetUp]
    public void SetUp()
    {
        arena = new StateArena(1 << 12);
        sample = arena.Add<SampleState>("sample.0");
    }

    [TearDown]
    public void TearDown() => arena.Dispose();

    [Test]
    public void Sections_are_aligned_and_zero()
    {
        var second = arena.Add<SampleState>("sample.1");
        Assert.That((ulong)second % 64, Is.Zero);
        Assert.That(arena.Bytes.ContainsAnyExcept((byte)0), Is.False);
    }

    [Test]
    public void A_name_is_taken_once()
    {
        Assert.Throws<InvalidOperationException>(() => arena.Add<SampleState>("sample.0"));
    }

    [Test]
    public void A_full_arena_says_so()
    {
        using var small = new StateArena(64);
        Assert.That(
            () =>
            {
                small.Add<SampleState>("big");
            },
            Throws.InvalidOperationException.With.Message.Contains("big")
        );
    }

    [Test]
    public void Save_restore_save_is_identical()
    {
        sample->Wide = 0x1122334455667788;
        sample->Fifo[3] = 9;
        var saved = StateArenaFormat.Save(arena);
        arena.Bytes.Clear();
        StateArenaFormat.Restore(arena, saved, StateUpgrades.None);
        Assert.That(StateArenaFormat.Save(arena), Is.EqualTo(saved));
    }

    [Test]
    public void Any_changed_bit_is_refused()
    {
        var saved = StateArenaFormat.Save(arena);
        for (var i = 0; i < saved.Length * 8; i++)
        {
            var damaged = (byte[])saved.Clone();
            damaged[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Throws<StateFormatException>(() => StateArenaFormat.Restore(arena, damaged, StateUpgrades.None));
        }
    }

    [Test]
    public void Any_truncation_is_refused()
    {
        var saved = StateArenaFormat.Save(arena);
        for (var length = 0; length < saved.Length; length++)
        {
            var cut = saved.AsMemory(0, length);
            Assert.Throws<StateFormatException>(() => StateArenaFormat.Restore(arena, cut.Span, StateUpgrades.None));
        }
    }

    [Test]
    public void Missing_and_foreign_sections_are_named()
    {
        var saved = StateArenaFormat.Save(arena);
        using var other = new StateArena(1 << 12);
        other.Add<SampleState>("sample.7");
        Assert.That(
            StateArenaFormat.Check(other, saved, StateUpgrades.None),
            Is.EqualTo(new[] { "section 'sample.0' (sample) is not of this machine", "section 'sample.7' is missing" })
        );
    }

    [Test]
    public void A_failed_restore_changes_nothing()
    {
        var saved = StateArenaFormat.Save(arena);
        using var other = new StateArena(1 << 12);
        var kept = other.Add<SampleState>("sample.0");
        other.Add<SampleState>("sample.1");
        kept->Wide = 7;
        Assert.Throws<StateFormatException>(() => StateArenaFormat.Restore(other, saved, StateUpgrades.None));
        Assert.That(kept->Wide, Is.EqualTo(7));
    }
}
