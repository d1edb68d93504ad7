using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>
/// The hashed page table of a guest: groups of eight entries of two doublewords, big-endian. It is the hypervisor's memory; the
/// guest changes it by hypercalls.
/// </summary>
public sealed class HashedPageTable(MemoryBlock block)
{
    public const int EntriesPerGroup = 8;
    private const int EntrySize = 16;

    /// <summary>Entries.</summary>
    public ulong Count { get; } = block.Size / EntrySize;

    /// <summary>To be applied to a hash to have the number of a group.</summary>
    public ulong GroupMask => (Count / EntriesPerGroup) - 1;

    /// <summary>First doubleword of an entry.</summary>
    public ulong First(ulong entry) => BinaryPrimitives.ReadUInt64BigEndian(block.Span(entry * EntrySize, 8));

    /// <summary>Second doubleword of an entry.</summary>
    public ulong Second(ulong entry) => BinaryPrimitives.ReadUInt64BigEndian(block.Span((entry * EntrySize) + 8, 8));

    public void Store(ulong entry, ulong first, ulong second)
    {
        block.MarkWritten(entry * EntrySize, EntrySize);
        BinaryPrimitives.WriteUInt64BigEndian(block.Span(entry * EntrySize, 8), first);
        BinaryPrimitives.WriteUInt64BigEndian(block.Span((entry * EntrySize) + 8, 8), second);
    }

    /// <summary>No entry is valid.</summary>
    public void Clear()
    {
        block.MarkWritten(0, block.Size);
        block.Span(0, (int)block.Size).Clear();
    }
}
