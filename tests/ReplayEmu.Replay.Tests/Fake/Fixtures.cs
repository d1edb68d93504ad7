using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Tests.Fake;

/// <summary>Recording and replaying in memory.</summary>
internal static class Fixtures
{
    internal static RecordingOptions Options { get; } = new() { DigestInterval = 2000, ChunkBytes = 1024 };

    internal static byte[] Record(
        ulong ticks = 20_000,
        RecordingOptions? options = null,
        FakeOptions? machine = null,
        IInputs? inputs = null,
        MachineConfig? config = null,
        ulong slice = ulong.MaxValue,
        bool finish = true
    )
    {
        var file = new MemoryStream();
        using (
            var recorder = new Recorder(
                config ?? FakeCatalogue.Config,
                new FakeCatalogue(machine),
                new FakeImages(),
                inputs ?? new NoInputs(),
                new NoOutputs(),
                file,
                options ?? Options
            )
        )
        {
            var reason = StopReason.IcountReached;
            while (reason == StopReason.IcountReached && recorder.Machine.Clock.Icount < ticks)
            {
                var room = ulong.MaxValue - recorder.Machine.Clock.Icount;
                reason = recorder.Run(Math.Min(ticks, recorder.Machine.Clock.Icount + Math.Min(slice, room)));
            }

            if (finish)
            {
                recorder.Finish(reason);
            }
        }

        return file.ToArray();
    }

    internal static ReplayResult Replay(byte[] trace, FakeOptions? machine = null, IOutputs? outputs = null)
    {
        using var replayer = new Replayer(
            new TraceReader(new MemoryStream(trace)),
            new FakeCatalogue(machine),
            new FakeImages(),
            outputs ?? new NoOutputs()
        );
        return replayer.Run();
    }
}

/// <summary>An image whose content is told by its name.</summary>
internal sealed class FakeImages(bool isEmpty = false) : IImageSource
{
    internal static byte[] Bytes { get; } = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];

    internal static ImageReference Reference { get; } =
        new("fake.bin", Bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes)));

    public IImage Open(ImageReference reference) =>
        isEmpty ? throw new ConfigurationException($"image '{reference.Name}' is missing") : new MemoryImage(Bytes);
}

/// <summary>Someone types: bytes at ticks, seen at the first poll at or after them.</summary>
internal sealed class TypedInputs(params (ulong Icount, byte[] Data)[] typed) : IInputs
{
    private readonly Queue<(ulong Icount, byte[] Data)> queue = new(typed);

    public ulong NextPoll(ulong icount) => queue.TryPeek(out var next) ? Math.Max(next.Icount, icount) : ulong.MaxValue;

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (!queue.TryPeek(out var next) || next.Icount > icount)
        {
            return false;
        }

        queue.Dequeue();
        input = new InputEvent(0, next.Data);
        return true;
    }

    public ulong Idle(ulong icount, ulong wake) =>
        queue.TryPeek(out var next) ? Math.Min(wake, Math.Max(next.Icount, icount)) : wake;
}

/// <summary>Keeps the text.</summary>
internal sealed class TextOutputs : IOutputs
{
    internal string Text { get; private set; } = "";

    public void Write(int port, ReadOnlySpan<byte> data) => Text += System.Text.Encoding.ASCII.GetString(data);
}
