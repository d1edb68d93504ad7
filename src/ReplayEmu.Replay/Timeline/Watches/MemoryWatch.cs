using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>
/// Bytes of RAM. They are the physical bytes that the address meant when the watch was set; it does not follow later changes of
/// page tables.
/// </summary>
public sealed unsafe class MemoryWatch : TimelineWatch
{
    /// <summary>Bytes that a watch may cover.</summary>
    public const int MaxLength = 4096;

    private readonly List<Piece> pieces = [];
    private readonly byte[] value;
    private readonly byte[] before;
    private bool touched;
    private bool written;
    private ulong pc;
    private Interaction? transfer;

    private MemoryWatch(ulong address, int length, WatchAccess access)
    {
        (Address, Access) = (address, access);
        value = new byte[length];
        before = new byte[length];
    }

    /// <summary>As it was given.</summary>
    public ulong Address { get; }

    /// <summary>Bytes.</summary>
    public int Length => value.Length;

    public WatchAccess Access { get; }

    internal override bool NeedsMarks => true;

    /// <summary>A watch at a linear address of the machine's first CPU; null when not all of it is mapped to RAM.</summary>
    public static MemoryWatch? TryCreate(
        VirtualMachine machine,
        ulong linear,
        int length,
        WatchAccess access = WatchAccess.Change
    ) =>
        machine.RunningCpu is IDebugCpu cpu
            ? Create(machine, linear, length, access, address => cpu.TryTranslate(address, out var at) ? at : null)
            : null;

    /// <summary>A watch at a physical address; null when not all of it is RAM.</summary>
    public static MemoryWatch? TryCreatePhysical(
        VirtualMachine machine,
        ulong physical,
        int length,
        WatchAccess access = WatchAccess.Change
    ) => Create(machine, physical, length, access, static address => address);

    internal override void Arm(bool on)
    {
        var marks = Access is WatchAccess.Read or WatchAccess.Any
            ? PageFlags.Watched | PageFlags.ReadsWatched
            : PageFlags.Watched;
        foreach (var piece in pieces)
        {
            ref var flags = ref piece.Block.Flags[piece.Offset >> MemoryBlock.PageShift];
            flags = on ? (byte)(flags | (byte)marks) : (byte)(flags & ~(byte)marks);
        }
    }

    /// <summary>Hears of an access before it happens; true when it counts.</summary>
    internal bool Note(MemoryBlock block, ulong offset, ulong length, bool isWrite, ulong at, Interaction? by)
    {
        if (isWrite ? Access == WatchAccess.Read : Access is WatchAccess.Change or WatchAccess.Write)
        {
            return false;
        }

        foreach (var piece in pieces)
        {
            if (
                ReferenceEquals(piece.Block, block)
                && offset < piece.Offset + (ulong)piece.Length
                && piece.Offset < offset + length
            )
            {
                (touched, written, pc, transfer) = (true, written | isWrite, at, by);
                return true;
            }
        }

        return false;
    }

    internal override void Sync()
    {
        (touched, written) = (false, false);
        Load();
    }

    internal override WatchEvent? Take(ulong icount)
    {
        if (!touched)
        {
            return null;
        }

        value.CopyTo(before, 0);
        var wasWrite = written;
        Sync();
        var changed = !before.AsSpan().SequenceEqual(value);
        return Access == WatchAccess.Change && !changed
            ? null
            : new WatchEvent(this, icount - 1, pc, wasWrite, [.. before], [.. value], transfer);
    }

    private static MemoryWatch? Create(
        VirtualMachine machine,
        ulong address,
        int length,
        WatchAccess access,
        Func<ulong, ulong?> translate
    )
    {
        if (length is < 1 or > MaxLength)
        {
            return null;
        }

        var watch = new MemoryWatch(address, length, access);
        for (var done = 0; done < length; )
        {
            var at = address + (ulong)done;
            var inPage = (int)Math.Min((ulong)(length - done), 4096 - (at & 0xfff));
            if (translate(at) is not { } physical || Find(machine, physical, access, out var page) is not { } block)
            {
                return null;
            }

            watch.pieces.Add(new Piece(block, page + (physical & 0xfff), inPage, done));
            done += inPage;
        }

        return watch;
    }

    private static MemoryBlock? Find(VirtualMachine machine, ulong physical, WatchAccess access, out ulong page)
    {
        // Shadowed ROM is written elsewhere than it is read.
        MemoryBlock? block;
        _ =
            access == WatchAccess.Read
                ? machine.Memory.ResolveReadPage(physical, out block, out page)
                : machine.Memory.ResolveWritePage(physical, out block, out page);
        return block;
    }

    private void Load()
    {
        foreach (var piece in pieces)
        {
            piece.Block.Span(piece.Offset, piece.Length).CopyTo(value.AsSpan(piece.Start));
        }
    }

    /// <summary>The part of the watch that is in one page.</summary>
    private readonly record struct Piece(MemoryBlock Block, ulong Offset, int Length, int Start);
}
