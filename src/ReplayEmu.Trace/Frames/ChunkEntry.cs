using System;
using System.Collections.Generic;

namespace ReplayEmu.Trace.Frames;

/// <summary>Where one chunk is and what it holds, as listed in an index frame.</summary>
/// <param name="Offset">Bytes from the start of the file to its frame.</param>
/// <param name="FirstIcount">Tick its records are coded against.</param>
/// <param name="LastIcount">Tick of its last record.</param>
/// <param name="Counts">Records by kind, 32 numbers.</param>
public sealed record ChunkEntry(long Offset, ulong FirstIcount, ulong LastIcount, IReadOnlyList<uint> Counts)
{
    /// <summary>Bytes on disk: three u64 and 32 u32.</summary>
    internal const int Bytes = 24 + (4 * Records.RecordKinds.Count);

    /// <summary>Same place, ticks and counts.</summary>
    public bool Matches(ChunkEntry other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Counts.Count; i++)
        {
            if (Counts[i] != other.Counts[i])
            {
                return false;
            }
        }

        return Offset == other.Offset && FirstIcount == other.FirstIcount && LastIcount == other.LastIcount;
    }
}

/// <summary>Where one index frame is, as listed in the footer.</summary>
/// <param name="Offset">Bytes from the start of the file to its frame.</param>
/// <param name="FirstIcount">Tick that the first of its chunks is coded against.</param>
public readonly record struct IndexEntry(long Offset, ulong FirstIcount);
