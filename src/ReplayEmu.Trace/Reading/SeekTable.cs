using ReplayEmu.Trace.Frames;

namespace ReplayEmu.Trace;

/// <summary>Finds a chunk by its tick: from the file's tail to the footer, to an index, to the chunk.</summary>
internal static class SeekTable
{
    /// <summary>A chunk and how many are before it.</summary>
    internal readonly record struct Place(ChunkEntry Entry, uint Number);

    /// <summary>Null when the file has no footer.</summary>
    /// <exception cref="TraceFormatException">There is a footer, but it leads nowhere.</exception>
    internal static Place? Find(FrameReader frames, ulong icount)
    {
        if (Footer(frames) is not { Indexes.Count: > 0 } footer)
        {
            return null;
        }

        var number = footer.Indexes.Count - 1;
        while (number > 0 && footer.Indexes[number].FirstIcount >= icount)
        {
            number--;
        }

        frames.Position = InFile(frames, footer.Indexes[number].Offset);
        var good = frames.TryRead() == FrameStatus.Good && frames.Kind == FrameKind.Index;
        if (!good || IndexFrame.Decode(frames.Content) is not { Count: > 0 } entries)
        {
            throw new TraceFormatException(
                footer.Indexes[number].Offset,
                "the footer names an index that is not there"
            );
        }

        var chunk = entries.Count - 1;
        // Records of the tick itself may begin in the chunk before: strictly before is where to start.
        while (chunk > 0 && entries[chunk].FirstIcount >= icount)
        {
            chunk--;
        }

        InFile(frames, entries[chunk].Offset);
        return new Place(entries[chunk], (uint)((number * TraceLimits.ChunksPerIndex) + chunk));
    }

    private static FooterFrame? Footer(FrameReader frames)
    {
        if (frames.Length < FooterFrame.TailBytes)
        {
            return null;
        }

        var offset = frames.ReadInt64At(frames.Length - FooterFrame.TailBytes);
        if (offset <= 0 || offset >= frames.Length)
        {
            return null;
        }

        try
        {
            frames.Position = offset;
            return
                frames.TryRead() == FrameStatus.Good
                && frames.Kind == FrameKind.Footer
                && frames.Position == frames.Length
                ? FooterFrame.Decode(frames.Content)
                : null;
        }
        catch (TraceFormatException)
        {
            // The tail of a cut-off file is the middle of a chunk: any number.
            return null;
        }
    }

    private static long InFile(FrameReader frames, long offset) =>
        offset > 0 && offset < frames.Length
            ? offset
            : throw new TraceFormatException(offset, "the seek table leads out of the file");
}
