using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Tests.Reading;

/// <summary>What was written is read, from the start and from the middle.</summary>
public sealed class TraceReaderTests
{
    private static readonly byte[] Trace = Samples.Write();

    [Test]
    public void Every_interaction_comes_back()
    {
        var tick = 0UL;
        foreach (var record in Records(Trace))
        {
            if (record.Kind.IsInteraction())
            {
                var wanted = Samples.Access(++tick);
                var found = new Interaction(
                    (InteractionKind)((int)record.Kind - 16),
                    record.Icount,
                    record.Pc,
                    record.Source,
                    record.Address,
                    record.Size,
                    record.Value
                );
                Assert.That(found, Is.EqualTo(wanted));
            }
        }

        Assert.That(tick, Is.EqualTo(5000));
    }

    [Test]
    public void A_complete_file_is_complete()
    {
        using var reader = Samples.Open(Trace);
        var chunk = new TraceChunk();
        while (reader.TryReadChunk(chunk)) { }
        Assert.That(reader.Ending?.IsComplete, Is.True);
    }

    [Test]
    public void A_file_without_an_end_is_not()
    {
        using var reader = Samples.Open(Samples.Write(end: false));
        var chunk = new TraceChunk();
        while (reader.TryReadChunk(chunk)) { }
        Assert.Multiple(() =>
        {
            Assert.That(reader.Ending?.IsComplete, Is.False);
            Assert.That(reader.Ending?.LastIcount, Is.EqualTo(5000));
        });
    }

    [Test]
    public void Seeking_goes_before_the_first_record_of_a_tick(
        [Values(0UL, 1UL, 777UL, 2500UL, 5000UL, 9999UL)] ulong icount
    )
    {
        using var reader = Samples.Open(Trace);
        reader.SeekTo(icount);
        var chunk = new TraceChunk();
        Assert.That(reader.TryReadChunk(chunk));
        Assert.That(chunk.FirstIcount, Is.Zero.Or.LessThan(icount));
    }

    [Test]
    public void Seeking_skips_chunks()
    {
        using var reader = Samples.Open(Trace);
        reader.SeekTo(4000);
        var chunk = new TraceChunk();
        reader.TryReadChunk(chunk);
        Assert.That(chunk.LastIcount, Is.GreaterThanOrEqualTo(4000 - 1));
    }

    [Test]
    public void After_seeking_the_rest_reads_to_a_complete_end()
    {
        using var reader = Samples.Open(Trace);
        reader.SeekTo(3000);
        var chunk = new TraceChunk();
        while (reader.TryReadChunk(chunk)) { }
        Assert.That(reader.Ending?.IsComplete, Is.True);
    }

    [Test]
    public void Without_a_footer_seeking_goes_to_the_start()
    {
        using var reader = Samples.Open(Samples.Write(end: false));
        reader.SeekTo(3000);
        var chunk = new TraceChunk();
        reader.TryReadChunk(chunk);
        Assert.That(chunk.Number, Is.Zero);
    }

    private static IEnumerable<TraceRecord> Records(byte[] trace)
    {
        using var reader = Samples.Open(trace);
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                yield return record;
            }
        }
    }
}
