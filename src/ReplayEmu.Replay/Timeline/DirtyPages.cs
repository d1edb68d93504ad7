using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// Pages written since the last checkpoint, over all blocks that a guest can write. Owns
/// <see cref="PageFlags.DirtySinceCheckpoint"/>. A key is the block's number and the page's.
/// </summary>
internal sealed unsafe class DirtyPages(VirtualMachine machine)
{
    private const int BlockShift = 40;

    /// <summary>Blocks up to this size are read whole at power-on; larger ones (RAM, video memory, disks) begin as zeros.</summary>
    private const ulong SmallBlock = 1 << 20;

    private const ulong EachDirty = 0x0101010101010101 * (ulong)PageFlags.DirtySinceCheckpoint;

    internal static ulong Key(int block, ulong page) => ((ulong)block << BlockShift) | page;

    /// <summary>Pages that are not zero at power-on.</summary>
    internal List<ulong> TakeInitial()
    {
        for (var i = 0; i < machine.Blocks.Count; i++)
        {
            var block = machine.Blocks[i];
            for (ulong page = 0; !block.IsRom && block.Size <= SmallBlock && page < block.PageCount; page++)
            {
                if (block.Span(page << MemoryBlock.PageShift, MemoryBlock.PageSize).ContainsAnyExcept((byte)0))
                {
                    block.Flags[page] |= (byte)PageFlags.DirtySinceCheckpoint;
                }
            }
        }

        return Take();
    }

    /// <summary>The pages, which are marked as clean from now on.</summary>
    internal List<ulong> Take()
    {
        var keys = Keys();
        foreach (var key in keys)
        {
            Block(key).Flags[PageOf(key)] &= unchecked((byte)~PageFlags.DirtySinceCheckpoint);
        }

        Revoke(keys.Count);
        return keys;
    }

    /// <summary>All pages are clean.</summary>
    internal void Forget() => Take();

    internal List<ulong> Keys()
    {
        var keys = new List<ulong>();
        for (var i = 0; i < machine.Blocks.Count; i++)
        {
            var block = machine.Blocks[i];
            if (block.IsRom)
            {
                continue;
            }

            // Eight pages at once: most were never written.
            var flags = new ReadOnlySpan<byte>(block.Flags, checked((int)block.PageCount));
            var words = MemoryMarshal.Cast<byte, ulong>(flags);
            for (var page = 0; page < flags.Length; page++)
            {
                if ((page & 7) == 0 && page >> 3 < words.Length && (words[page >> 3] & EachDirty) == 0)
                {
                    page += 7;
                }
                else if ((flags[page] & (byte)PageFlags.DirtySinceCheckpoint) != 0)
                {
                    keys.Add(Key(i, (ulong)page));
                }
            }
        }

        return keys;
    }

    internal ReadOnlySpan<byte> Bytes(ulong key) =>
        Block(key).Span(PageOf(key) << MemoryBlock.PageShift, MemoryBlock.PageSize);

    /// <summary>Replaces a page, which is dirty then.</summary>
    internal void Write(ulong key, ReadOnlySpan<byte> bytes)
    {
        var offset = PageOf(key) << MemoryBlock.PageShift;
        Block(key).MarkWritten(offset, MemoryBlock.PageSize);
        bytes.CopyTo(Block(key).Span(offset, MemoryBlock.PageSize));
    }

    /// <summary>Replaces a page, which is clean then. The CPUs forget everything about memory afterwards.</summary>
    internal void Put(ulong key, byte[]? bytes)
    {
        var block = Block(key);
        var target = block.Span(PageOf(key) << MemoryBlock.PageShift, MemoryBlock.PageSize);
        if (bytes is null)
        {
            target.Clear();
        }
        else
        {
            bytes.CopyTo(target);
        }

        var kept = (PageFlags)block.Flags[PageOf(key)] & (PageFlags.Watched | PageFlags.ReadsWatched);
        block.Flags[PageOf(key)] = (byte)(kept | PageFlags.DirtySinceDigest | PageFlags.DirtySinceDisplay);
    }

    private MemoryBlock Block(ulong key) => machine.Blocks[(int)(key >> BlockShift)];

    private static ulong PageOf(ulong key) => key & ((1UL << BlockShift) - 1);

    private void Revoke(int cleared)
    {
        if (cleared == 0)
        {
            return;
        }

        foreach (var cpu in machine.Cpus)
        {
            cpu.RevokeWriteAccess();
        }
    }
}
