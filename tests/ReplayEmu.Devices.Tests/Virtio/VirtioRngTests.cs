using NUnit.Framework;
using ReplayEmu.Devices.Virtio.Rng;

namespace ReplayEmu.Devices.Tests.Virtio;

public sealed class VirtioRngTests
{
    [Test]
    public void The_same_seed_gives_the_same_bytes() => Assert.That(Take(7), Is.EqualTo(Take(7)));

    [Test]
    public void Another_seed_gives_others() => Assert.That(Take(7), Is.Not.EqualTo(Take(8)));

    [Test]
    public void A_second_request_gives_others()
    {
        using var board = Make(7);
        board.Start(0, 0);
        board.Request(0, (0x8000, 32, true));
        board.Request(0, (0x9000, 32, true));
        Assert.That(board.Ram(0x8000, 32).ToArray(), Is.Not.EqualTo(board.Ram(0x9000, 32).ToArray()));
    }

    private static byte[] Take(ulong seed)
    {
        using var board = Make(seed);
        board.Start(0, 0);
        board.Request(0, (0x8000, 100, true));
        return board.Ram(0x8000, 100).ToArray();
    }

    private static ModernBoard Make(ulong seed) =>
        new(
            VirtioRngProperties.Driver,
            VirtioRngProperties.All,
            (board, set) => new VirtioRng(board.Machine, board.Bus, set, seed)
        );
}
