using NUnit.Framework;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Tests.Images;

internal sealed class ImageStoreTests
{
    private TemporaryFolder folder = null!;
    private ImageStore store = null!;

    [SetUp]
    public void SetUp()
    {
        folder = new TemporaryFolder();
        store = new ImageStore();
    }

    [TearDown]
    public void TearDown()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Test]
    public void A_file_is_found_again_by_its_reference()
    {
        var reference = store.AddFile(folder.Write("bios.bin", 1, 2, 3), "firmware");
        Assert.That(store.Open(reference).Size, Is.EqualTo(3));
    }

    [Test]
    public void A_reference_has_no_folder() =>
        Assert.That(store.AddFile(folder.Write("bios.bin", 1), "firmware").Name, Is.EqualTo("bios.bin"));

    [Test]
    public void A_disk_is_found_again_by_its_reference()
    {
        var reference = store.AddDisk(folder.Write("disk.img", 1, 2, 3));
        Assert.That(store.Open(reference).Size, Is.EqualTo(3));
    }

    [Test]
    public void The_same_disk_twice_is_one_image()
    {
        var path = folder.Write("disk.img", 1, 2, 3);
        Assert.That(store.AddDisk(path), Is.EqualTo(store.AddDisk(path)));
    }

    [Test]
    public void What_was_never_added_is_named()
    {
        var missing = new ImageReference("bios.bin", 3, new string('a', 64));
        var failure = Assert.Throws<HostException>(() => store.Open(missing));
        Assert.That(failure!.Message, Does.StartWith("image 'bios.bin' of 3 bytes").And.EndWith("with --images"));
    }

    [Test]
    public void Search_finds_by_name()
    {
        var reference = store.AddFile(folder.Write("bios.bin", 1, 2, 3), "firmware");
        Assert.That(new ImageSearch([folder.Path], null).Find(reference)?.Size, Is.EqualTo(3));
    }

    [Test]
    public void Search_finds_a_renamed_file_by_its_contents()
    {
        var reference = store.AddFile(folder.Write("bios.bin", 1, 2, 3), "firmware");
        Assert.That(new ImageSearch([folder.Path], null).Find(reference with { Name = "other" }), Is.Not.Null);
    }

    [Test]
    public void Search_refuses_other_contents_under_the_same_name()
    {
        var reference = store.AddFile(folder.Write("bios.bin", 1, 2, 3), "firmware");
        folder.Write("bios.bin", 1, 2, 4);
        Assert.That(new ImageSearch([folder.Path], null).Find(reference), Is.Null);
    }

    [Test]
    public void A_name_from_a_trace_does_not_leave_the_folder()
    {
        var reference = store.AddFile(folder.Write("bios.bin", 1, 2, 3), "firmware") with { Name = "../bios.bin" };
        var inner = System.IO.Directory.CreateDirectory(folder.Combine("inner")).FullName;
        Assert.That(new ImageSearch([inner], null).Find(reference), Is.Null);
    }

    [Test]
    public void The_index_remembers_a_path()
    {
        var reference = store.AddFile(folder.Write("bios.bin", 1, 2, 3), "firmware");
        var index = new ImageIndex(folder.Combine("cache/images"));
        index.Remember(store.Paths);
        Assert.That(index.PathOf(reference.Sha256), Is.EqualTo(folder.Combine("bios.bin")));
    }
}
