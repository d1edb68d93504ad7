using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Host.Images;
using ReplayEmu.Host.Images.Overlays;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Tests.Images;

internal sealed class OverlayTests
{
    private const int Page = 4096;
    private TemporaryFolder folder = null!;

    private string Base => folder.Combine("base");

    private string Over => folder.Combine("over");

    [SetUp]
    public void SetUp()
    {
        folder = new TemporaryFolder();
        // Its last page is not whole.
        folder.Write("base", [.. Enumerable.Repeat((byte)1, (3 * Page) + 512)]);
    }

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void A_new_overlay_shows_its_base()
    {
        using var image = DiskOverlay.Open(Over, Base, null).Image;
        using var under = FileImage.Open(Base, "image");
        Assert.That(image.Sha256, Is.EqualTo(under.Sha256));
    }

    [Test]
    public void The_next_run_goes_on_from_the_last()
    {
        Run((1, 7));
        Run((2, 8));
        Assert.That(Pages(), Is.EqualTo(new byte[] { 1, 7, 8, 1 }));
    }

    [Test]
    public void The_last_write_counts()
    {
        Run((1, 7), (3, 9));
        Run((1, 8));
        Assert.That(Pages(), Is.EqualTo(new byte[] { 1, 8, 1, 9 }));
    }

    [Test]
    public void The_base_is_not_changed()
    {
        var before = File.ReadAllBytes(Base);
        Run((1, 7));
        Assert.That(File.ReadAllBytes(Base), Is.EqualTo(before));
    }

    [Test]
    public void A_run_that_writes_nothing_adds_nothing()
    {
        Run();
        Assert.That(new FileInfo(Over).Length, Is.EqualTo(Page));
    }

    [Test]
    public void The_contents_before_every_run_are_found_by_their_hash()
    {
        var before = Run((1, 7));
        var between = Run((1, 8));
        using var first = OverlayImage.Find(Over, before);
        using var second = OverlayImage.Find(Over, between);
        Assert.That((ByteOf(first!, 1), ByteOf(second!, 1)), Is.EqualTo(((byte)1, (byte)7)));
    }

    [Test]
    public void Contents_that_never_were_are_not_found()
    {
        Run((1, 7));
        Assert.That(OverlayImage.Find(Over, new string('0', 64)), Is.Null);
    }

    [Test]
    public void A_layer_that_was_cut_off_does_not_count([Values(1, 8, 100, Page, Page + 80)] int lost)
    {
        Run((1, 7));
        Run((1, 8));
        Cut(lost);
        Assert.That(Pages()[1], Is.EqualTo(7));
    }

    [Test]
    public void After_a_layer_that_was_cut_off_the_next_one_counts()
    {
        Run((1, 7));
        Cut(5);
        Run((2, 9));
        Assert.That(Pages(), Is.EqualTo(new byte[] { 1, 1, 9, 1 }));
    }

    [Test]
    public void Damage_in_the_middle_is_an_error()
    {
        Run((1, 7));
        Run((1, 8));
        var bytes = File.ReadAllBytes(Over);
        bytes[Page + 100] ^= 1;
        File.WriteAllBytes(Over, bytes);
        Assert.That(() => Pages(), Throws.TypeOf<HostException>().With.Message.Contains("damaged at byte 4096"));
    }

    [Test]
    public void A_damaged_header_is_an_error()
    {
        Run((1, 7));
        var bytes = File.ReadAllBytes(Over);
        bytes[70] ^= 1;
        File.WriteAllBytes(Over, bytes);
        Assert.That(() => Pages(), Throws.TypeOf<HostException>().With.Message.Contains("its beginning is damaged"));
    }

    [Test]
    public void A_base_that_changed_is_an_error()
    {
        Run((1, 7));
        File.WriteAllBytes(Base, [.. Enumerable.Repeat((byte)2, (3 * Page) + 512)]);
        Assert.That(() => Pages(), Throws.TypeOf<HostException>().With.Message.Contains("is not what it was"));
    }

    [Test]
    public void Another_base_is_an_error()
    {
        Run((1, 7));
        folder.Write("other", 1, 2, 3);
        Assert.That(
            () => DiskOverlay.Open(Over, folder.Combine("other"), null),
            Throws.TypeOf<HostException>().With.Message.Contains("it lies over")
        );
    }

    [Test]
    public void Of_two_runs_at_once_the_second_is_told()
    {
        var first = DiskOverlay.Open(Over, Base, null);
        Run((1, 7));
        using var machine = Machine((1, 8));
        Assert.That(
            () => first.Overlay.Save(machine, "d"),
            Throws.TypeOf<HostException>().With.Message.Contains("another run has changed it")
        );
        first.Image.Dispose();
    }

    [Test]
    public void A_commit_changes_the_base_and_empties_the_overlay()
    {
        Run((1, 7), (3, 9));
        OverlayCommit.Run(Over);
        Assert.That(
            (BasePages(), new FileInfo(Base).Length, new FileInfo(Over).Length),
            Is.EqualTo((new byte[] { 1, 7, 1, 9 }, (3L * Page) + 512, (long)Page))
        );
    }

    [Test]
    public void After_a_commit_the_overlay_can_be_used_again()
    {
        Run((1, 7));
        OverlayCommit.Run(Over);
        Run((2, 8));
        Assert.That(Pages(), Is.EqualTo(new byte[] { 1, 7, 8, 1 }));
    }

    [Test]
    public void A_commit_that_was_killed_is_finished_by_another()
    {
        Run((1, 7), (2, 8));
        BeginCommit();
        // Half of the base is written.
        using (var file = File.OpenWrite(Base))
        {
            file.Position = Page;
            file.Write(new byte[Page]);
        }

        OverlayCommit.Run(Over);
        Assert.That(BasePages(), Is.EqualTo(new byte[] { 1, 7, 8, 1 }));
    }

    [Test]
    public void While_a_commit_is_unfinished_no_machine_can_use_the_overlay()
    {
        Run((1, 7));
        BeginCommit();
        Assert.That(() => Pages(), Throws.TypeOf<HostException>().With.Message.Contains("replayemu commit"));
    }

    [Test]
    public void An_export_changes_neither_base_nor_overlay()
    {
        Run((1, 7));
        OverlayCommit.Export(Over, folder.Combine("new"));
        Assert.That(File.ReadAllBytes(folder.Combine("new"))[Page], Is.EqualTo(7));
        Assert.That((Pages()[1], BasePages()[1]), Is.EqualTo(((byte)7, (byte)1)));
    }

    /// <summary>A run that writes whole pages; the hash of the contents before it.</summary>
    private string Run(params (int Page, byte Value)[] writes)
    {
        var (overlay, image) = DiskOverlay.Open(Over, Base, null);
        using (image)
        {
            using var machine = Machine(writes);
            overlay.Save(machine, "d");
            return image.Sha256;
        }
    }

    private static VirtualMachine Machine(params (int Page, byte Value)[] writes)
    {
        var machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        var written = machine.AddBlock(new MemoryBlock("d.written", 4 * Page));
        var present = machine.AddBlock(new MemoryBlock("d.present", 1));
        machine.AddDrive(new DriveContents("d", written, present));
        foreach (var (page, value) in writes)
        {
            written.Span((ulong)page * Page, Page).Fill(value);
            present.Span(0, 1)[0] |= (byte)(1 << page);
        }

        return machine;
    }

    /// <summary>The first byte of each page.</summary>
    private byte[] Pages()
    {
        using var image = DiskOverlay.Open(Over, Base, null).Image;
        return [.. Enumerable.Range(0, 4).Select(page => ByteOf(image, page))];
    }

    private byte[] BasePages()
    {
        var bytes = File.ReadAllBytes(Base);
        return [.. Enumerable.Range(0, 4).Select(page => bytes[page * Page])];
    }

    private static byte ByteOf(IDiskImage image, int page)
    {
        Span<byte> one = stackalloc byte[1];
        image.Read((long)page * Page, one);
        return one[0];
    }

    private void Cut(int bytes)
    {
        using var file = File.OpenWrite(Over);
        file.SetLength(file.Length - bytes);
    }

    private void BeginCommit() =>
        OverlayAppend.Write(OverlayFile.Read(Over), OverlayAppend.KindCommit, new string('0', 64), [], (_, _) => { });
}
