using System.IO;
using NUnit.Framework;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Host.Tests.Files;

internal sealed class OutputFileStreamTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void Writes_what_it_is_given()
    {
        using (var file = new OutputFileStream(folder.Combine("out"), "trace"))
        {
            file.Write([1, 2, 3]);
        }

        Assert.That(File.ReadAllBytes(folder.Combine("out")), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void A_missing_folder_is_named()
    {
        var failure = Assert.Throws<HostException>(() => new OutputFileStream(folder.Combine("no/out"), "trace"));
        Assert.That(failure!.Message, Does.StartWith("cannot write trace '").And.EndWith("create it first"));
    }

    [Test]
    public void A_directory_cannot_be_written()
    {
        var failure = Assert.Throws<HostException>(() => new OutputFileStream(folder.Path, "trace"));
        Assert.That(failure!.Message, Does.EndWith("it is a directory; give a file"));
    }

    [Test]
    [Platform("Linux")]
    public void A_full_disk_is_said_to_be_full()
    {
        // The kernel's own always-full device.
        using var file = new OutputFileStream("/dev/full", "trace");
        var failure = Assert.Throws<HostException>(() => file.Write([1]));
        Assert.That(failure!.Message, Does.Contain("the disk is full"));
    }
}
