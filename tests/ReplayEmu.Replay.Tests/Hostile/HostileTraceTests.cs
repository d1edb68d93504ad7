using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Queries;

namespace ReplayEmu.Replay.Tests.Hostile;

/// <summary>No file makes a replay crash, hang or be silently wrong.</summary>
public sealed class HostileTraceTests
{
    private static readonly byte[] Good = Fixtures.Record(
        options: Fixtures.Options with
        {
            Detail = TraceDetail.Full,
            CheckpointInterval = 8000,
            EmbedImages = true,
        },
        config: FakeCatalogue.Config with
        {
            Bios = FakeImages.Reference,
        },
        inputs: new TypedInputs((777, [2, 3]), (9999, [6]))
    );

    [Test]
    public void A_trace_cut_at_any_kibibyte_replays_to_its_last_chunk_and_says_so()
    {
        Assert.That(Good, Has.Length.GreaterThan(16 << 10));
        for (var length = 1024; length < Good.Length; length += 1024)
        {
            CheckCut(length);
        }
    }

    [Test]
    public void A_trace_cut_at_any_byte_of_its_tail_says_so()
    {
        for (var length = Good.Length - 300; length < Good.Length; length++)
        {
            CheckCut(length);
        }
    }

    /// <summary>Fixed seed: the same corruptions in every run.</summary>
    [Test]
    public void Two_thousand_single_byte_corruptions_are_all_noticed()
    {
        var state = 1UL;
        for (var i = 0; i < 2000; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            var at = (int)((state >> 33) % (ulong)Good.Length);
            var damaged = (byte[])Good.Clone();
            damaged[at] ^= (byte)(1 + ((state >> 20) % 255));
            Assert.That(Outcome(damaged), Is.Not.EqualTo("same"), $"byte {at} of {Good.Length}");
        }
    }

    [Test]
    public void A_corruption_of_every_seventh_byte_is_noticed_by_the_reader()
    {
        for (var at = 0; at < Good.Length; at += 7)
        {
            var damaged = (byte[])Good.Clone();
            damaged[at] ^= 0x80;
            Assert.That(IsSound(damaged), Is.False, $"byte {at} of {Good.Length}");
        }
    }

    [Test]
    public void Bytes_that_are_no_trace_are_refused()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(3000)];
            random.NextBytes(bytes);
            Assert.That(Outcome(bytes), Is.EqualTo("unreadable"));
        }
    }

    [Test]
    public void Bytes_behind_the_footer_are_noticed()
    {
        Assert.That(Outcome([.. Good, 0]), Is.EqualTo("unreadable"));
    }

    [Test]
    public void Two_traces_in_one_file_are_noticed()
    {
        Assert.That(Outcome([.. Good, .. Good]), Is.EqualTo("unreadable"));
    }

    private static void CheckCut(int length)
    {
        var cut = Good[..length];
        ReplayResult result;
        try
        {
            result = Fixtures.Replay(cut);
        }
        catch (TraceFormatException shorter)
        {
            Assert.That(shorter.Message, Does.Contain("the file ends inside the header"), $"cut at {length}");
            return;
        }

        Assert.That(result.Outcome, Is.Not.EqualTo(ReplayOutcome.Diverged), $"{length}: {result.Divergence?.ToText()}");
        Assert.That(result.Ending?.IsComplete, Is.False, $"cut at {length}");
        Assert.That(result.Notes, Has.Some.Contains("cut off"), $"cut at {length}");
        Assert.That(result.Icount, Is.GreaterThanOrEqualTo(result.Ending!.LastIcount));
    }

    private static string Outcome(byte[] file)
    {
        try
        {
            var result = Fixtures.Replay(file);
            return result.Ending?.IsComplete == false ? "cut off"
                : result.Outcome == ReplayOutcome.Same ? "same"
                : "diverged";
        }
        catch (TraceFormatException)
        {
            return "unreadable";
        }
        catch (ConfigurationException)
        {
            return "unreadable";
        }
    }

    private static bool IsSound(byte[] file)
    {
        try
        {
            using var trace = new TraceReader(new MemoryStream(file));
            var summary = TraceSummary.Read(trace);
            return summary.Damage is null && summary.Ending!.IsComplete;
        }
        catch (TraceFormatException)
        {
            return false;
        }
    }
}
