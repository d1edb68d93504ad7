using NUnit.Framework;

namespace ReplayEmu.Guests.Tests;

public sealed class BenchmarkGuestTests
{
    /// <summary>The checksum is the one that the same ROM printed on QEMU 7.2.</summary>
    [Test]
    public void Its_checksum_is_that_of_a_reference_run() =>
        Assert.That(
            new GuestRun(BenchmarkGuest.Build(100_000), "pc-1.0").Text,
            Is.EqualTo("benchmark: 100000 iterations\nbenchmark: checksum 4c241c76\n")
        );

    [Test]
    public void An_iteration_has_about_the_stated_number_of_instructions() =>
        Assert.That(
            new GuestRun(BenchmarkGuest.Build(100_000), "pc-1.0").Retired / 100_000.0,
            Is.EqualTo(BenchmarkGuest.InstructionsPerIteration).Within(1.0)
        );
}
