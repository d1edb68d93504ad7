using System;
using System.Runtime.InteropServices;

namespace ReplayEmu.Machine.Memory;

/// <summary>A native, zeroed, page-aligned region: RAM, VRAM, ROM or flash. Its host address never changes.</summary>
public sealed unsafe class MemoryBlock : IDisposable
{
    public const int PageShift = 12;
    public const int PageSize = 1 << PageShift;

    /// <summary>The address space of a 64-bit host, nearly.</summary>
    private const ulong MaxSize = 1UL << 47;
    private byte* allocation;
    private byte* bytes;
    private byte* flags;

    /// <param name="name">Unique in the machine, for example <c>ram</c> or <c>vga.vram</c>.</param>
    /// <param name="size">Bytes; rounded up to whole pages.</param>
    /// <param name="isRom">Never written by the guest; left out of checkpoints.</param>
    public MemoryBlock(string name, ulong size, bool isRom = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        Name = name;
        IsRom = isRom;
        Size = (size + PageSize - 1) & ~(ulong)(PageSize - 1);
        // Zeroed pages that the host maps only when they are touched; aligned by hand, because an aligned allocation
        // would have to be cleared and with that made resident.
        allocation = (byte*)NativeMemory.AllocZeroed((nuint)Size + PageSize);
        bytes = (byte*)(((nuint)allocation + PageSize - 1) & ~(nuint)(PageSize - 1));
        flags = (byte*)NativeMemory.AllocZeroed((nuint)PageCount);
    }

    ~MemoryBlock() => Free();

    public string Name { get; }

    /// <summary>Bytes, a multiple of 4096.</summary>
    public ulong Size { get; }

    public bool IsRom { get; }

    public ulong PageCount => Size >> PageShift;

    /// <summary>First byte. Valid for <see cref="Size"/> bytes until the block is disposed.</summary>
    public byte* Bytes => bytes;

    /// <summary>One <see cref="PageFlags"/> byte a page.</summary>
    public byte* Flags => flags;

    /// <summary>Told before a page that has <see cref="PageFlags.HasDecodedCode"/> is written; clears the flag.</summary>
    public Action<MemoryBlock, ulong>? CodePageWritten { get; set; }

    /// <summary>Told before bytes (offset, length) of a page that has <see cref="PageFlags.Watched"/> are written; the flag stays.</summary>
    public Action<MemoryBlock, ulong, ulong>? WatchedPageWritten { get; set; }

    /// <summary>As <see cref="WatchedPageWritten"/>, for reads of pages with <see cref="PageFlags.ReadsWatched"/>.</summary>
    public Action<MemoryBlock, ulong, ulong>? WatchedPageRead { get; set; }

    /// <summary>Must be called when bytes are read by anything but a TLB hit.</summary>
    public void MarkRead(ulong offset, ulong length)
    {
        for (var page = offset >> PageShift; page <= (offset + length - 1) >> PageShift; page++)
        {
            if (((PageFlags)flags[page] & PageFlags.ReadsWatched) != 0)
            {
                WatchedPageRead?.Invoke(this, offset, length);
                return;
            }
        }
    }

    /// <summary>At most 2 GiB of the block as a span.</summary>
    public Span<byte> Span(ulong offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)length, Size - offset);
        return new Span<byte>(bytes + offset, length);
    }

    /// <summary>Must be called before <paramref name="length"/> bytes at <paramref name="offset"/> are written by anything but a TLB hit.</summary>
    public void MarkWritten(ulong offset, ulong length)
    {
        if (length == 0)
        {
            return;
        }

        for (var page = offset >> PageShift; page <= (offset + length - 1) >> PageShift; page++)
        {
            var flag = (PageFlags)flags[page];
            if ((flag & PageFlags.HasDecodedCode) != 0)
            {
                CodePageWritten?.Invoke(this, page);
            }

            if ((flag & PageFlags.Watched) != 0)
            {
                WatchedPageWritten?.Invoke(this, offset, length);
            }

            flags[page] |= (byte)PageFlags.AllDirty;
        }
    }

    /// <summary>Clears flags on every page. The CPUs must be told to re-check their write permissions (<see cref="Cpu.ICpu.RevokeWriteAccess"/>).</summary>
    public void ClearFlags(PageFlags which)
    {
        for (ulong page = 0; page < PageCount; page++)
        {
            flags[page] &= (byte)~which;
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(allocation);
        NativeMemory.Free(flags);
        allocation = null;
        bytes = null;
        flags = null;
    }
}
