using System;
using System.IO;
using CsCheck;
using NUnit.Framework;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Tests.Records;

/// <summary>Any value of any field survives delta and variable-length coding.</summary>
public sealed class RecordRoundTripTests
{
    private static readonly Gen<Interaction> Interactions = Gen.Select(
        Gen.Byte[1, 11],
        Gen.ULong[0, 1UL << 50],
        Gen.ULong,
        Gen.UShort,
        Gen.ULong,
        Gen.UInt,
        Gen.ULong,
        (kind, step, pc, source, address, size, value) =>
            new Interaction((InteractionKind)kind, step, pc, source, address, size, value)
    );

    [Test]
    public void Interactions_round_trip() =>
        Interactions
            .Array[1, 50]
            .Sample(
                steps =>
                {
                    var file = new MemoryStream();
                    using (var writer = new TraceWriter(file, Samples.Header))
                    {
                        ulong icount = 0;
                        for (var i = 0; i < steps.Length; i++)
                        {
                            icount += steps[i].Icount;
                            steps[i] = steps[i] with { Icount = icount };
                            writer.Interaction(steps[i]);
                        }
                    }

                    using var reader = Samples.Open(file.ToArray());
                    var chunk = new TraceChunk();
                    var cursor = new RecordCursor();
                    var at = 0;
                    while (reader.TryReadChunk(chunk))
                    {
                        cursor.Start(chunk);
                        while (cursor.TryRead(out var record))
                        {
                            var wanted = steps[at++];
                            if (
                                record
                                != new TraceRecord(
                                    (RecordKind)((int)wanted.Kind + 16),
                                    wanted.Icount,
                                    wanted.Pc,
                                    wanted.Source,
                                    wanted.Address,
                                    wanted.Size,
                                    wanted.Value,
                                    default
                                )
                            )
                            {
                                return false;
                            }
                        }
                    }

                    return at == steps.Length;
                },
                iter: 500,
                threads: 1
            );

    [Test]
    public void Digests_round_trip()
    {
        var digest = new DigestValue([1, ulong.MaxValue], [3], 4);
        Assert.That(DigestValue.FromBytes(digest.ToBytes())!.ToBytes(), Is.EqualTo(digest.ToBytes()));
    }

    [Test]
    public void A_digest_that_is_cut_off_is_none([Range(0, 35)] int length)
    {
        Assert.That(DigestValue.FromBytes(new DigestValue([1, 2], [3], 4).ToBytes().AsSpan(0, length)), Is.Null);
    }

    [Test]
    public void A_tick_that_goes_back_is_a_defect_of_the_caller()
    {
        using var writer = new TraceWriter(new MemoryStream(), Samples.Header);
        writer.Mark(10, "a");
        Assert.That(() => writer.Mark(9, "b"), Throws.InvalidOperationException);
    }
}
