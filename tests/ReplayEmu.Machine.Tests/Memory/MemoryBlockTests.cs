using System;
using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machine.Tests.Memory;

public sealed unsafe class MemoryBlockTests
{
    private MemoryBlock block = null!;

    [SetUp]
    public void SetUp() => block = new MemoryBlock("ram", 0x2001);

    [TearDown]
    public void TearDown() => block.Dispose();

    [Test]
    public void Sizes_are_whole_pages()
    {
        Assert.That((block.Size, block.PageCount), Is.EqualTo((0x3000UL, 3UL)));
    }

    [Test]
    public void The_bytes_are_page_aligned_and_zero()
    {
        Assert.That((ulong)block.Bytes & 0xfff, Is.Zero);
        Assert.That(block.Span(0, 0x3000).ContainsAnyExcept((byte)0), Is.False);
    }

    [TestCase(0x3000UL, 1)]
    [TestCase(0UL, 0x3001)]
    [TestCase(ulong.MaxValue, 1)]
    [TestCase(0UL, -1)]
    public void Spans_stay_inside(ulong offset, int length)
    {
        Assert.That(() => block.Span(offset, length).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Code_pages_are_told_before_they_are_written()
    {
        var told = new List<ulong>();
        block.CodePageWritten = (_, page) => told.Add(page);
        block.Flags[1] = (byte)PageFlags.HasDecodedCode;
        block.MarkWritten(0, 0x3000);
        Assert.That(told, Is.EqualTo(new[] { 1UL }));
    }

    [Test]
    public void Flags_are_cleared_one_by_one()
    {
        block.MarkWritten(0x1000, 1);
        block.ClearFlags(PageFlags.DirtySinceDigest);
        Assert.That(
            (PageFlags)block.Flags[1],
            Is.EqualTo(PageFlags.DirtySinceCheckpoint | PageFlags.DirtySinceDisplay)
        );
    }

    [Test]
    public void Writing_nothing_marks_nothing()
    {
        block.MarkWritten(0, 0);
        Assert.That(block.Flags[0], Is.Zero);
    }
}
