using System.Collections.Generic;
using System.Globalization;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>Compares digests part by part, so that a difference has the name of a state section or memory block.</summary>
internal sealed class DigestComparison(TraceHeader header, LayoutMatch match)
{
    internal ulong Digests { get; private set; }

    internal ulong Partial { get; private set; }

    /// <summary>The first part that differs, or null.</summary>
    /// <exception cref="TraceFormatException">The digest is not of the machine in the header.</exception>
    internal Divergence? Compare(DigestValue recorded, DigestValue now, ulong icount, ulong pc)
    {
        if (recorded.Sections.Count != header.State.Count || recorded.Blocks.Count != header.Blocks.Count)
        {
            throw new TraceFormatException($"the digest at icount {icount} is not of the machine in the header");
        }

        for (var i = 0; i < recorded.Sections.Count; i++)
        {
            if (Differ(recorded.Sections[i], now.Sections, match.Sections[i]) is { } replayed)
            {
                return Different($"state '{header.State[i].Name}'", recorded.Sections[i], replayed, icount, pc);
            }
        }

        for (var i = 0; i < recorded.Blocks.Count; i++)
        {
            if (Differ(recorded.Blocks[i], now.Blocks, match.Blocks[i]) is { } replayed)
            {
                return Different($"memory '{header.Blocks[i].Name}'", recorded.Blocks[i], replayed, icount, pc);
            }
        }

        if (match.SameOutputs && recorded.Output != now.Output)
        {
            return Different("output", recorded.Output, now.Output, icount, pc);
        }

        Digests++;
        Partial += match.Unchecked.Count > 0 ? 1UL : 0;
        return null;
    }

    private static ulong? Differ(ulong recorded, IReadOnlyList<ulong> now, int index) =>
        index != LayoutMatch.Missing && now[index] != recorded ? now[index] : null;

    private static Divergence Different(string name, ulong recorded, ulong now, ulong icount, ulong pc) =>
        new(DivergenceKind.Digest, icount, pc, name, null, null, "hash", Hex(recorded), Hex(now));

    private static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
