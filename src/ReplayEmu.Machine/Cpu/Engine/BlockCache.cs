using System;
using System.Runtime.InteropServices;

namespace ReplayEmu.Machine.Cpu.Engine;

/// <summary>
/// Decoded blocks by host address of their first byte and by mode. Bounded: when one of its pools is full everything is dropped.
/// What it holds is never visible to the guest. All pointers are into its own native pools, which live as long as the CPU.
/// </summary>
/// <typeparam name="TOp">A decoded instruction of the CPU.</typeparam>
public sealed unsafe class BlockCache<TOp>
    where TOp : unmanaged
{
    public const int MaxOpsPerBlock = 32;
    private const int OpPool = 1 << 18;
    private const int BlockPool = 1 << 16;
    private const int PagePool = 1 << 13;
    private const int Buckets = 1 << 15;
    private const int PageBuckets = 1 << 12;
    private const int JumpEntries = 1 << 12;
    private readonly TOp* ops = Allocate<TOp>(OpPool);
    private readonly CodeBlock<TOp>* blocks = Allocate<CodeBlock<TOp>>(BlockPool);
    private readonly CodePage<TOp>* pages = Allocate<CodePage<TOp>>(PagePool);
    private readonly CodeBlock<TOp>** buckets = (CodeBlock<TOp>**)Allocate<nint>(Buckets);
    private readonly CodePage<TOp>** pageBuckets = (CodePage<TOp>**)Allocate<nint>(PageBuckets);
    private readonly CodeBlock<TOp>** jumps = (CodeBlock<TOp>**)Allocate<nint>(JumpEntries);
    private readonly CodeBlock<TOp>* none = Allocate<CodeBlock<TOp>>(1);
    private int opCount;
    private int blockCount;
    private int pageCount;

    public BlockCache() => new Span<nint>(jumps, JumpEntries).Fill((nint)none);

    // Nothing disposes a CPU, and a process may build thousands of machines.
    ~BlockCache()
    {
        NativeMemory.Free(ops);
        NativeMemory.Free(blocks);
        NativeMemory.Free(pages);
        NativeMemory.Free(buckets);
        NativeMemory.Free(pageBuckets);
        NativeMemory.Free(jumps);
        NativeMemory.Free(none);
    }

    /// <summary>Number of times that everything was dropped because a pool was full.</summary>
    public int Flushes { get; private set; }

    /// <summary>The block most recently run at a linear address like this one; never null, to be checked by its key.</summary>
    public CodeBlock<TOp>** Jump(ulong linear) => jumps + ((linear ^ (linear >> 12)) & (JumpEntries - 1));

    public CodeBlock<TOp>* Find(byte* code, int mode)
    {
        for (var block = buckets[Bucket(code)]; block != null; block = block->NextInBucket)
        {
            if (block->Code == code && block->Mode == mode)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>Room for one more block; drops everything when there is none. Only while no block runs.</summary>
    public TOp* Reserve()
    {
        if (opCount + MaxOpsPerBlock + 1 > OpPool || blockCount == BlockPool || pageCount == PagePool)
        {
            Clear();
            Flushes++;
        }

        return ops + opCount;
    }

    /// <summary>Adds the block whose instructions were written where <see cref="Reserve"/> said.</summary>
    public CodeBlock<TOp>* Add(byte* code, int mode, int count, int bytes)
    {
        var block = blocks + blockCount++;
        var page = PageOf(code, create: true);
        var bucket = buckets + Bucket(code);
        *block = new CodeBlock<TOp>
        {
            Ops = ops + opCount,
            Code = code,
            Mode = mode,
            Count = count,
            Bytes = bytes,
            NextInBucket = *bucket,
            NextInPage = page->Blocks,
        };
        *bucket = block;
        page->Blocks = block;
        page->Pieces |= PiecesOf((int)((nuint)code & 0xfff), bytes);
        opCount += count + 1;
        return block;
    }

    /// <summary>True when bytes of a page may hold decoded instructions.</summary>
    public bool IsCode(byte* page, int offset, int length)
    {
        var found = PageOf(page, create: false);
        return found != null && (found->Pieces & PiecesOf(offset, length)) != 0;
    }

    /// <summary>True when a page holds decoded instructions at all.</summary>
    public bool HasCode(byte* page)
    {
        var found = PageOf(page, create: false);
        return found != null && found->Pieces != 0;
    }

    /// <summary>Drops the blocks of a page. Their memory stays, for one of them may be running.</summary>
    public void DropPage(byte* host)
    {
        var page = PageOf(host, create: false);
        if (page == null)
        {
            return;
        }

        for (var block = page->Blocks; block != null; block = block->NextInPage)
        {
            var link = buckets + Bucket(block->Code);
            while (*link != block)
            {
                link = &(*link)->NextInBucket;
            }

            *link = block->NextInBucket;
            block->Code = null;
        }

        page->Blocks = null;
        page->Pieces = 0;
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        new Span<nint>(buckets, Buckets).Clear();
        new Span<nint>(pageBuckets, PageBuckets).Clear();
        new Span<nint>(jumps, JumpEntries).Fill((nint)none);
        (opCount, blockCount, pageCount) = (0, 0, 0);
    }

    private static T* Allocate<T>(int count)
        where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));

    private static int Bucket(byte* code) => (int)(((nuint)code ^ ((nuint)code >> 15)) & (Buckets - 1));

    private static ulong PiecesOf(int offset, int length)
    {
        var first = offset >> 6;
        var last = Math.Min(offset + length - 1, 4095) >> 6;
        return (ulong.MaxValue >> (63 - (last - first))) << first;
    }

    private CodePage<TOp>* PageOf(byte* code, bool create)
    {
        var host = (byte*)((nuint)code & ~(nuint)0xfff);
        var bucket = pageBuckets + (((nuint)host >> 12) & (PageBuckets - 1));
        for (var page = *bucket; page != null; page = page->NextInBucket)
        {
            if (page->Host == host)
            {
                return page;
            }
        }

        if (!create)
        {
            return null;
        }

        var added = pages + pageCount++;
        *added = new CodePage<TOp> { Host = host, NextInBucket = *bucket };
        *bucket = added;
        return added;
    }
}
