using NUnit.Framework;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>Random bytes must not stop anything but the guest. For millions of bytes there is <c>scripts/byte-fuzz SEED BYTES</c>.</summary>
[Category("Slow")]
public sealed class ByteFuzzTests
{
    [Test]
    public void Random_bytes_are_recorded_and_replayed_alike([Values] ByteFuzzMode mode) =>
        Assert.That(ByteFuzzRun.Run(mode, 1, 200 << 10, out _), Is.Null);

    [Test]
    public void The_replay_compares_accesses_to_devices()
    {
        ByteFuzzRun.Run(ByteFuzzMode.Real, 1, 8 << 10, out var counts);
        Assert.That(counts.Interactions, Is.GreaterThan(100));
    }
}
