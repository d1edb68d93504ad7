using System.Collections.Generic;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Alignment;

/// <summary>What <see cref="TraceAlignment"/> found.</summary>
/// <param name="Difference">The first; null when the guest did and saw the same.</param>
/// <param name="Channels">By name.</param>
/// <param name="Consoles">By output port.</param>
/// <param name="FirstEnd">How the first recording ended; null for one that was cut off.</param>
/// <param name="SecondEnd">The same of the second.</param>
/// <param name="FirstLast">Its last tick.</param>
/// <param name="SecondLast">The same of the second.</param>
public sealed record AlignedTraces(
    AlignedDifference? Difference,
    IReadOnlyList<AlignedChannel> Channels,
    IReadOnlyList<AlignedConsole> Consoles,
    EndValue? FirstEnd,
    EndValue? SecondEnd,
    ulong FirstLast,
    ulong SecondLast
);

/// <summary>The first difference.</summary>
/// <param name="Channel">Device, PCI function, line or input.</param>
/// <param name="First">What happened in the first recording; null when it has no more there.</param>
/// <param name="Second">The same of the second.</param>
public sealed record AlignedDifference(string Channel, TraceRecord? First, TraceRecord? Second);

/// <summary>One device, PCI function, line or input. Repeated polls count once.</summary>
/// <param name="Name">What.</param>
/// <param name="Same">Interactions before the first that differs.</param>
/// <param name="First">All of the first recording.</param>
/// <param name="Second">All of the second.</param>
public sealed record AlignedChannel(string Name, int Same, int First, int Second);

/// <summary>What was printed through one port, as Latin-1.</summary>
public sealed record AlignedConsole(string Port, string First, string Second);
