using System;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>Accesses of ports, device registers and PCI configuration space, edges of interrupt lines, transfers of bus masters.</summary>
/// <param name="kinds">What counts.</param>
/// <param name="first">Lowest address, as <see cref="Interaction.Address"/> has it.</param>
/// <param name="last">Highest address.</param>
public sealed class InteractionWatch(ReadOnlySpan<InteractionKind> kinds, ulong first, ulong last) : TimelineWatch
{
    private readonly InteractionKind[] kinds = kinds.ToArray();
    private Interaction? seen;

    internal override bool NeedsInteractions => true;

    /// <summary>True when it counts.</summary>
    internal bool Note(in Interaction interaction)
    {
        if (
            Array.IndexOf(kinds, interaction.Kind) < 0
            || interaction.Address > last
            || interaction.Address + Math.Max(1, Extent(interaction)) - 1 < first
        )
        {
            return false;
        }

        seen = interaction;
        return true;
    }

    internal override void Sync() => seen = null;

    internal override WatchEvent? Take(ulong icount)
    {
        if (seen is not { } what)
        {
            return null;
        }

        seen = null;
        var isRead =
            what.Kind
            is InteractionKind.PortRead
                or InteractionKind.MmioRead
                or InteractionKind.ConfigRead
                or InteractionKind.DmaRead;
        return new WatchEvent(this, icount - 1, what.Pc, !isRead, [], [], what);
    }

    /// <summary>Addresses that it covers; an interrupt line is one.</summary>
    private static ulong Extent(in Interaction interaction) =>
        interaction.Kind is InteractionKind.IrqRaise or InteractionKind.IrqLower ? 1 : interaction.Size;
}
