using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace.Frames;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace;

/// <summary>
/// Writes a trace to a stream, a chunk at a time, in bounded memory. When the stream fails, the file is cut back to its last whole
/// frame, <see cref="Failure"/> is set, and everything after that is dropped: what is there stays a valid, shorter trace.
/// </summary>
public sealed class TraceWriter : IDisposable
{
    private readonly Stream stream;
    private readonly RecordEncoder chunk;
    private readonly Lz4FrameWriter lz4 = new();
    private readonly List<ChunkEntry> pending = [];
    private readonly List<IndexEntry> indexes = [];
    private long position;
    private uint chunks;
    private bool ended;

    /// <param name="stream">Empty and unbuffered, so that a failure is seen where it happens; closed with the writer.</param>
    /// <param name="header">Written at once.</param>
    /// <param name="embedded">Opens the images that the header tells to embed.</param>
    /// <exception cref="TraceWriteException">Not even the header could be written.</exception>
    public TraceWriter(Stream stream, TraceHeader header, IImageSource? embedded = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(header.ChunkBytes, TraceLimits.MinChunkBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(header.ChunkBytes, TraceLimits.MaxChunkBytes);
        this.stream = stream;
        chunk = new RecordEncoder(header.ChunkBytes);
        chunk.Start(0);
        Put(lz4.Encode(HeaderFrame.Encode(header)));
        if (embedded is not null)
        {
            EmbedImages(header, embedded);
        }

        ThrowIfFailed();
    }

    /// <summary>Set when the stream could not take a frame; nothing is written after that.</summary>
    public TraceWriteException? Failure { get; private set; }

    /// <summary>Tick of the last record.</summary>
    public ulong LastIcount => chunk.LastIcount;

    /// <summary>Bytes of the file so far, without the open chunk.</summary>
    public long FileBytes => position;

    public void Interaction(in Interaction interaction)
    {
        chunk.Interaction(interaction);
        if (chunk.IsFull)
        {
            Flush();
        }
    }

    /// <param name="icount">Tick of delivery.</param>
    /// <param name="port">Index into the header's input ports.</param>
    /// <param name="data">At most <see cref="TraceLimits.MaxPayloadBytes"/>.</param>
    public void Input(ulong icount, ushort port, ReadOnlySpan<byte> data) =>
        Plain(RecordKind.Input, icount, [port], data);

    /// <summary>As <see cref="Input"/>, for bytes on their way out; more than the maximum become several records.</summary>
    public void Output(ulong icount, ushort port, ReadOnlySpan<byte> data)
    {
        while (data.Length > TraceLimits.MaxPayloadBytes)
        {
            Plain(RecordKind.Output, icount, [port], data[..TraceLimits.MaxPayloadBytes]);
            data = data[TraceLimits.MaxPayloadBytes..];
        }

        Plain(RecordKind.Output, icount, [port], data);
    }

    public void Digest(ulong icount, DigestValue digest) => Plain(RecordKind.Digest, icount, [], digest.ToBytes());

    /// <param name="text">At most <see cref="TraceLimits.MaxPayloadBytes"/> in UTF-8.</param>
    public void Mark(ulong icount, string text) =>
        Plain(RecordKind.Mark, icount, [], System.Text.Encoding.UTF8.GetBytes(text));

    public void CheckpointBegin(ulong icount, ulong number, ulong outputHash) =>
        Plain(RecordKind.CheckpointBegin, icount, [number, outputHash], []);

    /// <param name="icount">Tick of the checkpoint.</param>
    /// <param name="space">What <paramref name="index"/> counts.</param>
    /// <param name="index">State section, derived section or memory block, in the header's order.</param>
    /// <param name="offset">Bytes from its start.</param>
    /// <param name="data">At most <see cref="TraceLimits.MaxPayloadBytes"/>.</param>
    public void CheckpointPart(ulong icount, CheckpointSpace space, int index, ulong offset, ReadOnlySpan<byte> data) =>
        Plain(RecordKind.CheckpointPart, icount, [(ulong)space, (ulong)index, offset], data);

    public void CheckpointEnd(ulong icount, ulong parts) => Plain(RecordKind.CheckpointEnd, icount, [parts], []);

    /// <summary>The end record, the last index and the footer.</summary>
    /// <exception cref="TraceWriteException">The trace is incomplete.</exception>
    public void End(ulong icount, EndValue end)
    {
        Plain(RecordKind.End, icount, [], end.ToBytes());
        Flush();
        PutIndex();
        Put(SkippableFrameWriter.Encode(new FooterFrame(chunks, chunk.LastIcount, indexes, position).Encode()));
        ended = true;
        ThrowIfFailed();
    }

    /// <summary>Takes a chunk of another trace as it is, while none is open; it must follow what was written.</summary>
    public void Append(TraceChunk other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(chunk.RecordCount, 0u);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Number, chunks);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.FirstIcount, chunk.LastIcount);
        pending.Add(new ChunkEntry(position, other.FirstIcount, other.LastIcount, [.. other.Counts]));
        Put(lz4.Encode(other.Content.Span));
        chunks++;
        chunk.Start(other.LastIcount);
        if (pending.Count == TraceLimits.ChunksPerIndex)
        {
            PutIndex();
        }
    }

    /// <summary>Closes the present chunk, so that a recorder that is killed now loses nothing.</summary>
    public void Flush()
    {
        if (chunk.RecordCount == 0)
        {
            return;
        }

        var content = chunk.Content;
        content[..RecordCursor.ChunkHeaderBytes].Clear();
        content[0] = (byte)FrameKind.Records;
        BinaryPrimitives.WriteUInt32LittleEndian(content[4..], chunks);
        BinaryPrimitives.WriteUInt64LittleEndian(content[8..], chunk.FirstIcount);
        BinaryPrimitives.WriteUInt32LittleEndian(content[16..], chunk.RecordCount);
        pending.Add(new ChunkEntry(position, chunk.FirstIcount, chunk.LastIcount, chunk.Counts.ToArray()));
        Put(lz4.Encode(content));
        chunks++;
        chunk.Start(chunk.LastIcount);
        if (pending.Count == TraceLimits.ChunksPerIndex)
        {
            PutIndex();
        }
    }

    /// <exception cref="TraceWriteException">The stream failed earlier.</exception>
    public void ThrowIfFailed()
    {
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    /// <summary>Closes the open chunk and the stream. Without <see cref="End"/> the trace reads as one that was cut off.</summary>
    public void Dispose()
    {
        if (!ended)
        {
            Flush();
        }

        stream.Dispose();
    }

    private void Plain(RecordKind kind, ulong icount, ReadOnlySpan<ulong> numbers, ReadOnlySpan<byte> payload)
    {
        chunk.Plain(kind, icount, numbers, payload);
        if (chunk.IsFull)
        {
            Flush();
        }
    }

    private void EmbedImages(TraceHeader header, IImageSource source)
    {
        var images = MachineImages.Of(header.Config);
        var content = new byte[ImageFrame.HeaderBytes + TraceLimits.ImageFrameBytes];
        foreach (var number in header.EmbeddedImages)
        {
            var image = source.Open(images[number]);
            for (long offset = 0; offset < image.Size && Failure is null; offset += TraceLimits.ImageFrameBytes)
            {
                var length = (int)Math.Min(TraceLimits.ImageFrameBytes, image.Size - offset);
                ImageFrame.WriteHeader(content, number, offset);
                image.Read(offset, content.AsSpan(ImageFrame.HeaderBytes, length));
                Put(lz4.Encode(content.AsSpan(0, ImageFrame.HeaderBytes + length)));
            }
        }
    }

    private void PutIndex()
    {
        if (pending.Count == 0)
        {
            return;
        }

        if (indexes.Count == FooterFrame.MaxIndexes)
        {
            Fail(new IOException("the trace has reached the largest number of chunks"));
        }

        indexes.Add(new IndexEntry(position, pending[0].FirstIcount));
        Put(SkippableFrameWriter.Encode(IndexFrame.Encode(pending)));
        pending.Clear();
    }

    private void Put(ReadOnlySpan<byte> frame)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            stream.Write(frame);
            stream.Flush();
            position += frame.Length;
        }
        catch (IOException problem)
        {
            Fail(problem);
        }
    }

    private void Fail(IOException problem)
    {
        Failure ??= new TraceWriteException(
            $"the trace could not be written: {problem.Message.TrimEnd('.')}; the first {position} bytes are a valid, shorter trace",
            problem
        );
        try
        {
            if (stream.CanSeek)
            {
                stream.SetLength(position);
            }
        }
        catch (IOException)
        {
            // A partial frame at the end is what a reader recovers from anyway.
        }
    }
}
