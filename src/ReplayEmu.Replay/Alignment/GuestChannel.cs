using System;
using System.Collections.Generic;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Alignment;

/// <summary>What a guest did with one device, PCI function, interrupt line or input, in order.</summary>
/// <param name="name">The same in every trace of the same devices.</param>
internal sealed class GuestChannel(string name)
{
    /// <summary>Devices whose registers tell the time: what is read there depends on when.</summary>
    private static readonly string[] clocks = ["pit8254", "hpet", "rtc146818", "apic"];

    private readonly bool isClock = Array.IndexOf(clocks, name) >= 0 || name.EndsWith("_PM", StringComparison.Ordinal);

    internal List<ChannelEntry> Entries { get; } = [];

    /// <summary>Adds an interaction; one that only polls again what was read just before is the same interaction.</summary>
    internal void Add(in ChannelEntry entry)
    {
        if (
            Entries.Count > 0
            && IsRead(entry.Kind)
            && Entries[^1] is var last
            && IsSameAccess(last, entry)
            && (isClock || last.Value == entry.Value)
        )
        {
            return;
        }

        Entries.Add(entry);
    }

    /// <summary>The guest sees no difference between two interactions. Time may go otherwise, but not the value at one tick.</summary>
    internal bool IsSame(in ChannelEntry one, in ChannelEntry other) =>
        IsSameAccess(one, other)
        && (one.Value == other.Value || (isClock && IsRead(one.Kind) && one.Icount != other.Icount));

    private static bool IsSameAccess(in ChannelEntry one, in ChannelEntry other) =>
        one.Kind == other.Kind && one.Address == other.Address && one.Size == other.Size;

    private static bool IsRead(RecordKind kind) =>
        kind is RecordKind.PortRead or RecordKind.MmioRead or RecordKind.ConfigRead;
}

/// <summary>One interaction.</summary>
/// <param name="Icount">Tick.</param>
/// <param name="Address">As recorded.</param>
/// <param name="Value">As recorded, or a hash of the bytes.</param>
/// <param name="Number">Records before it in the trace.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Kind">What.</param>
internal readonly record struct ChannelEntry(
    ulong Icount,
    ulong Address,
    ulong Value,
    uint Number,
    uint Size,
    RecordKind Kind
);
