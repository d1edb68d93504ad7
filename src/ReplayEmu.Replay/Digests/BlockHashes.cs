using System;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Digests;

/// <summary>
/// One hash a page of a memory block, kept up to date by the page flags; 8 bytes for each 4 KiB. A page of RAM that nothing has
/// marked as written counts as zero and is not even read: what the host loaded there is covered by the hashes of the images.
/// </summary>
internal sealed unsafe class BlockHashes(MemoryBlock block)
{
    private static readonly ulong ZeroPage = XxHash3.HashToUInt64(new byte[MemoryBlock.PageSize]);
    private readonly ulong[] pages = new ulong[block.PageCount];
    private bool complete;

    /// <summary>Hash of the page hashes.</summary>
    /// <param name="cleared">Page flags were cleared: CPUs must check their write permissions again.</param>
    internal ulong Update(out bool cleared)
    {
        cleared = false;
        for (ulong page = 0; page < block.PageCount; page++)
        {
            // Inside: page < PageCount, and there is a flag and a page for each.
            var flags = (PageFlags)block.Flags[page];
            if (complete && (flags & PageFlags.DirtySinceDigest) == 0)
            {
                continue;
            }

            if (!complete && !block.IsRom && (flags & PageFlags.AllDirty) == 0)
            {
                pages[page] = ZeroPage;
                continue;
            }

            pages[page] = XxHash3.HashToUInt64(block.Span(page << MemoryBlock.PageShift, MemoryBlock.PageSize));
            cleared |= (flags & PageFlags.DirtySinceDigest) != 0;
            block.Flags[page] = (byte)(flags & ~PageFlags.DirtySinceDigest);
        }

        complete = true;
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(pages.AsSpan()));
    }
}
