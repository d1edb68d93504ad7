using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// Bytes of RAM whose changes stop a run. They are the physical bytes that the address meant when the watch was set; it does not
/// follow later changes of page tables.
/// </summary>
public sealed unsafe class MemoryWatch
{
    /// <summary>Bytes that a watch may cover.</summary>
    public const int MaxLength = 4096;

    private readonly MemoryBlock[] blocks;
    private readonly ulong[] offsets;
    private readonly byte[] value;

    private MemoryWatch(ulong address, MemoryBlock[] blocks, ulong[] offsets)
    {
        Address = address;
        (this.blocks, this.offsets) = (blocks, offsets);
        value = new byte[blocks.Length];
    }

    /// <summary>As it was given.</summary>
    public ulong Address { get; }

    /// <summary>Bytes.</summary>
    public int Length => value.Length;

    /// <summary>A watch at a linear address of the machine's first CPU; null when not all of it is mapped to RAM.</summary>
    public static MemoryWatch? TryCreate(VirtualMachine machine, ulong linear, int length)
    {
        if (length is < 1 or > MaxLength || machine.Cpus[0] is not Machine.Cpu.IDebugCpu cpu)
        {
            return null;
        }

        var blocks = new MemoryBlock[length];
        var offsets = new ulong[length];
        for (var i = 0; i < length; i++)
        {
            if (
                !cpu.TryTranslate(linear + (ulong)i, out var physical)
                || machine.Memory.ResolveWritePage(physical, out var block, out var offset) == null
            )
            {
                return null;
            }

            blocks[i] = block!;
            offsets[i] = offset + (physical & (MemoryBlock.PageSize - 1));
        }

        return new MemoryWatch(linear, blocks, offsets);
    }

    /// <summary>Marks its pages, or takes the marks away.</summary>
    internal void Mark(bool on)
    {
        for (var i = 0; i < value.Length; i++)
        {
            ref var flags = ref blocks[i].Flags[offsets[i] >> MemoryBlock.PageShift];
            flags = on ? (byte)(flags | (byte)PageFlags.Watched) : (byte)(flags & ~(byte)PageFlags.Watched);
        }
    }

    /// <summary>Takes the present bytes; true when they differ from those taken before.</summary>
    internal bool Update()
    {
        var changed = false;
        for (var i = 0; i < value.Length; i++)
        {
            var now = blocks[i].Bytes[offsets[i]];
            changed |= now != value[i];
            value[i] = now;
        }

        return changed;
    }
}
