using System.Globalization;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>What differs.</summary>
public enum DivergenceKind
{
    /// <summary>The guest did something else, elsewhere, at another time or with another value.</summary>
    Interaction = 1,

    /// <summary>The trace has something that the replay did not do.</summary>
    Missing,

    /// <summary>The replay did something that the trace does not have.</summary>
    Extra,

    /// <summary>Other bytes left through an output port.</summary>
    Output,

    /// <summary>The state is another at a digest.</summary>
    Digest,

    /// <summary>The run ended in another way or at another tick.</summary>
    End,

    /// <summary>A recorded input cannot be delivered to this machine.</summary>
    Input,
}

/// <summary>The first guest-visible difference between a trace and its replay.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Icount">Tick.</param>
/// <param name="Pc">Linear address of the instruction.</param>
/// <param name="Device">Device, port, state section or memory block by name.</param>
/// <param name="Access">The kind of interaction that was recorded, if it is about one.</param>
/// <param name="Address">Port, address, register or line, if it is about an interaction.</param>
/// <param name="Field">The first member that differs, for example <c>value</c>.</param>
/// <param name="Recorded">What the trace has.</param>
/// <param name="Replayed">What happened now.</param>
public sealed record Divergence(
    DivergenceKind Kind,
    ulong Icount,
    ulong Pc,
    string Device,
    RecordKind? Access,
    ulong? Address,
    string Field,
    string Recorded,
    string Replayed
)
{
    /// <summary>One line.</summary>
    public string ToText()
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"icount {Icount}, pc 0x{Pc:x8}, {Device}");
        if (Access is { } access)
        {
            where += string.Create(CultureInfo.InvariantCulture, $" {access} 0x{Address ?? 0:x4}");
        }

        return $"{where}: {Field}: recorded {Recorded}, replayed {Replayed}";
    }
}
