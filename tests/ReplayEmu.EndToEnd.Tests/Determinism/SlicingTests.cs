using System;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.EndToEnd.Tests.Determinism;

/// <summary>How a run is cut into pieces is invisible to the guest.</summary>
public sealed class SlicingTests
{
    private const ulong Beginning = 200_000;

    [TestCase("panic-demo", 1UL, Beginning)]
    [TestCase("panic-demo", 7UL, Beginning)]
    [TestCase("panic-demo", 1000UL, 2_000_000UL)]
    [TestCase("modes", 1UL, Beginning)]
    [TestCase("modes", 7UL, Beginning)]
    [TestCase("fixed-demo", 7UL, Beginning)]
    [TestCase("fixed-demo", 997UL, 3_000_000UL)]
    public void A_run_in_slices_comes_to_the_same_state(string guest, ulong slice, ulong end)
    {
        using var images = new ImageStore();
        var config = LibraryMachine.Demo("pc-1.0", guest, images);
        Compare(config, images, slice, end);
    }

    [TestCase(997UL)]
    [TestCase(100_003UL)]
    [Category("Guests")]
    public void SeaBIOS_in_slices_comes_to_the_same_state(ulong slice)
    {
        using var images = new ImageStore();
        Compare(SeaBiosDisk(images), images, slice, 6_000_000);
    }

    /// <summary>With display, disk and serial port.</summary>
    internal static MachineConfig SeaBiosDisk(ImageStore images) =>
        new()
        {
            Machine = "pc-1.1",
            RamBytes = 16 << 20,
            SerialPorts = 1,
            Bios = images.AddFile(GuestFiles.SeaBios, "firmware"),
            Roms = [images.AddFile(GuestFiles.DisplayRom, "option ROM")],
            Devices = [new DeviceConfig("isa-debug-exit", [])],
            Drives =
            [
                new DriveConfig("disk", "ide", 0, "disk", false, images.AddBytes("disk.img", BootSector.Hello()), []),
            ],
        };

    private static void Compare(MachineConfig config, ImageStore images, ulong slice, ulong end)
    {
        using var whole = new LibraryMachine(config, images);
        var expected = whole.Machine.Run(end);
        using var cut = new LibraryMachine(config, images);
        StopReason reason;
        ulong until = 0;
        do
        {
            until = Math.Min(until + slice, end);
            reason = cut.Machine.Run(until);
        } while (reason == StopReason.IcountReached && until < end);

        Assert.Multiple(() =>
        {
            Assert.That(reason, Is.EqualTo(expected));
            Assert.That(cut.Machine.Clock.Icount, Is.EqualTo(whole.Machine.Clock.Icount));
            Assert.That(cut.Text, Is.EqualTo(whole.Text));
            Assert.That(cut.Digest.Total, Is.EqualTo(whole.Digest.Total));
        });
    }
}
