using NUnit.Framework;

namespace ReplayEmu.Cli.Tests.Verbs;

internal sealed class ListingTests
{
    [Test]
    public void Machines_are_listed() => Assert.That(Invocation.Of("machines").Output, Does.Contain("toy-1.0"));

    [Test]
    public void Guests_are_listed() => Assert.That(Invocation.Of("guests").Output, Does.Contain("builtin:panic-demo"));

    [Test]
    public void A_listing_has_no_colours() => Assert.That(Invocation.Of("machines").Output, Does.Not.Contain('\x1b'));

    [Test]
    public void Guests_are_written()
    {
        using var folder = new TemporaryFolder();
        Invocation.Of("guests", "--write", folder.Path);
        Assert.That(System.IO.File.Exists(folder.Combine("panic-demo.bin")), Is.True);
    }
}
