using System;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Host.Images;
using ReplayEmu.Host.Images.Qcow2;

namespace ReplayEmu.Host.Tests.Images;

internal sealed class Qcow2ImageTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [TestCase(0, 0x11)]
    [TestCase(1, 0x22)]
    [TestCase(2, 0)]
    [TestCase(3, 0)]
    public void A_cluster_reads_as_what_it_is(int cluster, byte value)
    {
        using var image = Open(new Qcow2Builder().Build());
        var bytes = new byte[Qcow2Builder.ClusterBytes];
        image.Read(cluster * bytes.Length, bytes);
        Assert.That(bytes.Distinct(), Is.EqualTo(new[] { value }));
    }

    [Test]
    public void A_read_goes_across_clusters()
    {
        using var image = Open(new Qcow2Builder { Version = 2 }.Build());
        var bytes = new byte[4];
        image.Read(Qcow2Builder.ClusterBytes - 2, bytes);
        Assert.That(bytes, Is.EqualTo(new byte[] { 0x11, 0x11, 0x22, 0x22 }));
    }

    [Test]
    public void What_is_not_there_comes_from_the_backing_file()
    {
        folder.Write("base", [.. Enumerable.Repeat((byte)0x33, 4 * Qcow2Builder.ClusterBytes)]);
        using var image = Open(new Qcow2Builder { Backing = "base", BackingFormat = "raw" }.Build());
        var bytes = new byte[1];
        image.Read(3 * Qcow2Builder.ClusterBytes, bytes);
        Assert.That(bytes[0], Is.EqualTo(0x33));
    }

    [Test]
    public void The_hash_is_that_of_what_the_guest_sees()
    {
        using var image = Open(new Qcow2Builder().Build());
        var raw = new byte[image.Size];
        image.Read(0, raw);
        using var same = FileImage.Open(folder.Write("raw", raw), "image");
        Assert.That(image.Sha256, Is.EqualTo(same.Sha256));
    }

    [TestCase("/etc/hostname", "raw", "not in its own folder")]
    [TestCase("../base", "raw", "not in its own folder")]
    [TestCase("json:{}", "raw", "not in its own folder")]
    [TestCase("base", null, "does not say the format")]
    [TestCase("base", "vmdk", "the format 'vmdk'")]
    public void A_backing_file_is_not_any_file(string name, string? format, string reason) =>
        AssertRefused(new Qcow2Builder { Backing = name, BackingFormat = format }.Build(), reason);

    [Test]
    public void Images_that_are_each_others_backing_file_end() =>
        AssertRefused(new Qcow2Builder { Backing = "image", BackingFormat = "qcow2" }.Build(), "each other's");

    [TestCase(2UL, "corrupt")]
    [TestCase(4UL, "another file")]
    [TestCase(8UL, "zstd")]
    [TestCase(16UL, "subclusters")]
    [TestCase(1UL << 40, "unknown features")]
    public void A_feature_that_is_not_supported_is_named(ulong feature, string reason) =>
        AssertRefused(new Qcow2Builder { Features = feature }.Build(), reason);

    [TestCase(0, 1u, "does not begin as a qcow2 image")]
    [TestCase(4, 4u, "version 4")]
    [TestCase(20, 30u, "clusters have 2^30 bytes")]
    [TestCase(32, 1u, "encrypted")]
    [TestCase(36, 0u, "a table of 0 entries")]
    [TestCase(40, 1u, "outside of the file")]
    public void A_wrong_header_is_named(int at, uint value, string reason)
    {
        var file = new Qcow2Builder().Build();
        Qcow2Builder.Word(file, at, value);
        AssertRefused(file, reason);
    }

    [Test]
    public void Damage_anywhere_is_an_error_or_other_contents_and_nothing_worse()
    {
        var random = new Random(1);
        var good = new Qcow2Builder { Backing = "base", BackingFormat = "raw" }.Build();
        folder.Write("base", 1, 2, 3);
        for (var round = 0; round < 500; round++)
        {
            var file = good.ToArray();
            for (var i = 0; i < 4; i++)
            {
                // Most of it where the numbers are.
                var table = random.Next(4) * Qcow2Builder.ClusterBytes;
                file[table + random.Next(128)] = (byte)random.Next(256);
            }

            // A disk of any size would only take long.
            Qcow2Builder.Long(file, 24, 4 * Qcow2Builder.ClusterBytes);
            try
            {
                Open(file[..(file.Length - random.Next(2 * Qcow2Builder.ClusterBytes))]).Dispose();
            }
            catch (HostException)
            {
                // A clear error.
            }
        }
    }

    private Qcow2Image Open(byte[] file) => Qcow2Image.Open(folder.Write("image", file), "image");

    private void AssertRefused(byte[] file, string reason) =>
        Assert.That(() => Open(file), Throws.TypeOf<HostException>().With.Message.Contains(reason));
}
