using System;
using System.Collections.Generic;
using System.IO;
using ReplayEmu.Trace.Frames;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Trace;

/// <summary>
/// Reads a trace from a seekable stream that nobody trusts: forward, chunk by chunk, or from a tick by the seek table. Damage is a
/// <see cref="TraceFormatException"/>; a file that ends too early is read up to its last whole chunk.
/// </summary>
public sealed class TraceReader : IDisposable
{
    private readonly Stream stream;
    private readonly FrameReader frames;
    private readonly List<ChunkEntry> sinceIndex = [];
    private readonly List<IndexEntry> indexes = [];
    private readonly long firstChunk;
    private uint nextNumber;
    private bool hasEnd;
    private bool hasFooter;
    private bool jumped;

    /// <param name="stream">Closed with the reader, also when this throws.</param>
    /// <exception cref="TraceFormatException">No trace, a newer format, or the header or an embedded image is damaged.</exception>
    public TraceReader(Stream stream)
    {
        this.stream = stream;
        frames = new FrameReader(stream);
        try
        {
            if (frames.TryRead() != FrameStatus.Good)
            {
                throw new TraceFormatException(frames.Length, "the file ends inside the header");
            }

            Header = HeaderFrame.Decode(frames.Content);
            Images = EmbeddedImages.Read(stream, frames, Header);
            firstChunk = frames.Position;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public TraceHeader Header { get; }

    /// <summary>The images that the trace brings along.</summary>
    public EmbeddedImages Images { get; }

    /// <summary>Bytes of the file.</summary>
    public long FileBytes => frames.Length;

    /// <summary>Tick of the last record read.</summary>
    public ulong LastIcount { get; private set; }

    /// <summary>Set when <see cref="TryReadChunk"/> has returned false.</summary>
    public TraceEnding? Ending { get; private set; }

    /// <summary>The next chunk, checked; false at the end, which <see cref="Ending"/> then describes.</summary>
    /// <exception cref="TraceFormatException">Damage.</exception>
    public bool TryReadChunk(TraceChunk chunk)
    {
        while (Ending is null)
        {
            var status = frames.TryRead();
            if (status != FrameStatus.Good)
            {
                Ending = Finish(status);
                return false;
            }

            switch (frames.Kind)
            {
                case FrameKind.Records when !hasFooter && !hasEnd:
                    TakeChunk(chunk);
                    return true;
                case FrameKind.Index when !hasFooter:
                    TakeIndex();
                    break;
                case FrameKind.Footer when !hasFooter && hasEnd:
                    TakeFooter();
                    break;
                default:
                    throw Bad($"{frames.Kind} frame out of place");
            }
        }

        return false;
    }

    /// <summary>Goes back to the first chunk.</summary>
    public void Rewind() => GoTo(firstChunk, 0, 0);

    /// <summary>
    /// Goes to the last chunk that begins at or before a tick, by the seek table; without one (a cut-off file), to the first.
    /// </summary>
    /// <exception cref="TraceFormatException">The seek table is damaged.</exception>
    public void SeekTo(ulong icount)
    {
        Rewind();
        if (SeekTable.Find(frames, icount) is { } place)
        {
            GoTo(place.Entry.Offset, place.Number, place.Entry.FirstIcount);
            jumped = place.Number != 0;
        }
        else
        {
            Rewind();
        }
    }

    public void Dispose() => stream.Dispose();

    private void GoTo(long offset, uint number, ulong icount)
    {
        frames.Position = offset;
        nextNumber = number;
        LastIcount = icount;
        sinceIndex.Clear();
        indexes.Clear();
        (hasEnd, hasFooter, jumped) = (false, false, false);
        Ending = null;
    }

    private void TakeChunk(TraceChunk chunk)
    {
        chunk.Take(frames);
        if (chunk.Number != nextNumber || chunk.FirstIcount != LastIcount)
        {
            throw Bad($"chunk {chunk.Number} follows where chunk {nextNumber} of icount {LastIcount} belongs");
        }

        nextNumber++;
        LastIcount = chunk.LastIcount;
        hasEnd = chunk.HasEnd;
        if (!jumped)
        {
            sinceIndex.Add(
                new ChunkEntry(chunk.FileOffset, chunk.FirstIcount, chunk.LastIcount, (uint[])chunk.Counts.Clone())
            );
            if (sinceIndex.Count > TraceLimits.ChunksPerIndex)
            {
                throw Bad("index frame is missing");
            }
        }
    }

    private void TakeIndex()
    {
        var entries = IndexFrame.Decode(frames.Content) ?? throw Bad("index is malformed");
        if (jumped)
        {
            return;
        }

        var same = entries.Count == sinceIndex.Count && entries.Count > 0;
        for (var i = 0; same && i < entries.Count; i++)
        {
            same = entries[i].Matches(sinceIndex[i]);
        }

        if (!same)
        {
            throw Bad("index does not fit the chunks before it");
        }

        indexes.Add(new IndexEntry(frames.FrameOffset, sinceIndex[0].FirstIcount));
        sinceIndex.Clear();
    }

    private void TakeFooter()
    {
        var footer = FooterFrame.Decode(frames.Content) ?? throw Bad("footer is malformed");
        var same = footer.Chunks == nextNumber && footer.LastIcount == LastIcount;
        same &= footer.OwnOffset == frames.FrameOffset;
        if (!jumped)
        {
            same &= footer.Indexes.Count == indexes.Count && sinceIndex.Count == 0;
            for (var i = 0; same && i < indexes.Count; i++)
            {
                same = footer.Indexes[i] == indexes[i];
            }
        }

        if (!same)
        {
            throw Bad("footer does not fit the file");
        }

        hasFooter = true;
    }

    private TraceEnding Finish(FrameStatus status)
    {
        if (hasFooter && status == FrameStatus.EndOfFile)
        {
            return new TraceEnding(true, frames.Position, LastIcount, "the trace is complete");
        }

        if (hasFooter)
        {
            throw Bad("bytes behind the footer");
        }

        var where = status == FrameStatus.Truncated ? "inside a frame" : "between frames";
        var kept = nextNumber == 0 ? "no chunk is whole" : $"chunks are whole up to icount {LastIcount}";
        return new TraceEnding(
            false,
            frames.FrameOffset,
            LastIcount,
            $"the trace was cut off {where} at byte {frames.FrameOffset} of {frames.Length}; {kept}"
        );
    }

    private TraceFormatException Bad(string what) => new(frames.FrameOffset, what);
}
