using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Host.Images;

namespace ReplayEmu.Host.Tests.Images;

internal sealed class FileImageTests
{
    /// <summary>SHA-256 of the three bytes "abc", FIPS 180-2 appendix B.1.</summary>
    private const string AbcHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void Hash_is_that_of_the_contents()
    {
        using var image = FileImage.Open(folder.Write("disk", "abc"u8.ToArray()), "disk");
        Assert.That(image.Sha256, Is.EqualTo(AbcHash));
    }

    [Test]
    public void Reads_at_an_offset()
    {
        using var image = FileImage.Open(folder.Write("disk", 1, 2, 3, 4), "disk");
        var bytes = new byte[2];
        image.Read(1, bytes);
        Assert.That(bytes, Is.EqualTo(new byte[] { 2, 3 }));
    }

    [Test]
    public void Reads_zeros_past_the_end()
    {
        using var image = FileImage.Open(folder.Write("disk", 1, 2), "disk");
        var bytes = new byte[] { 9, 9, 9 };
        image.Read(1, bytes);
        Assert.That(bytes, Is.EqualTo(new byte[] { 2, 0, 0 }));
    }

    [Test]
    public void A_missing_file_is_named()
    {
        var failure = Assert.Throws<HostException>(() => FileImage.Open(folder.Combine("nope"), "disk image"));
        Assert.That(failure!.Message, Does.StartWith("cannot read disk image '").And.Contains("no such file"));
    }

    [Test]
    public void A_directory_is_no_image()
    {
        var failure = Assert.Throws<HostException>(() => FileImage.Open(folder.Path, "disk image"));
        Assert.That(failure!.Message, Does.EndWith("it is a directory; give a file"));
    }

    [Test]
    public void An_empty_file_is_no_image()
    {
        var failure = Assert.Throws<HostException>(() => FileImage.Open(folder.Write("disk"), "disk image"));
        Assert.That(failure!.Message, Does.Contain("it has 0 bytes"));
    }

    [Test]
    public void A_change_after_the_hash_is_noticed()
    {
        var path = folder.Write("disk", 1, 2, 3);
        using var image = FileImage.Open(path, "disk");
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var failure = Assert.Throws<HostException>(() => image.Read(0, new byte[1]));
        Assert.That(failure!.Message, Does.Contain("changed while it was in use"));
    }
}
