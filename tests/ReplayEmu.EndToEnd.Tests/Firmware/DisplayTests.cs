using System;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.EndToEnd.Tests.Firmware;

/// <summary>SeaBIOS with the standard VGA and its option ROM: what a monitor would show.</summary>
[Category("Guests")]
public sealed class DisplayTests
{
    /// <summary>Past the prompt of SeaBIOS; ticks.</summary>
    private const ulong Booted = 60_000_000;

    [Test]
    public void The_text_screen_shows_the_whole_boot()
    {
        using var images = new ImageStore();
        using var pc = new LibraryMachine(Config(images, null), images);
        pc.Machine.Run(Booted);
        var screen = string.Join('\n', pc.Screen.ReadText().Select(row => row.TrimEnd())).Trim();
        Assert.That(screen, Does.StartWith("SeaBIOS (version 1.").And.Contain("\nNo bootable device."));
    }

    [Test]
    public void The_text_screen_has_25_rows_of_80()
    {
        using var images = new ImageStore();
        using var pc = new LibraryMachine(Config(images, null), images);
        pc.Machine.Run(Booted);
        var rows = pc.Screen.ReadText();
        Assert.That((rows.Length, rows[0].Length), Is.EqualTo((25, 80)));
    }

    [Test]
    public void Characters_are_drawn_with_the_font_of_the_option_ROM()
    {
        using var images = new ImageStore();
        using var pc = new LibraryMachine(Config(images, null), images);
        pc.Machine.Run(Booted);
        var picture = pc.Screen.Draw();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((720, 400)));
        Assert.That(picture.Rgb.Span.IndexOfAnyExcept((byte)0), Is.GreaterThan(0));
    }

    [Test]
    public void A_boot_sector_draws_in_mode_13h()
    {
        using var images = new ImageStore();
        using var pc = new LibraryMachine(Config(images, BootSector.Drawing()), images);
        pc.Machine.Run(Booted);
        var picture = pc.Screen.Draw();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((320, 200)));
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 320; x++)
            {
                if (picture[x, y] != BootSector.Color((x + y) & 0xff))
                {
                    Assert.Fail($"({x}, {y}): {picture[x, y]} instead of {BootSector.Color((x + y) & 0xff)}");
                }
            }
        }
    }

    [Test]
    public void A_boot_sector_prints_to_the_screen()
    {
        using var images = new ImageStore();
        using var pc = new LibraryMachine(Config(images, BootSector.Hello()), images);
        pc.Machine.Run(Booted);
        var rows = pc.Screen.ReadText().Select(row => row.Trim()).ToList();
        Assert.That(rows, Does.Contain("hello from a boot sector"));
        Assert.That(rows.Any(row => row.EndsWith(BootSector.FromDisk, StringComparison.Ordinal)));
    }

    private static MachineConfig Config(ImageStore images, byte[]? disk) =>
        new()
        {
            Machine = "pc-1.1",
            RamBytes = 16 << 20,
            NoDefaults = true,
            Vga = "std",
            DebugConsole = true,
            Bios = images.AddFile(GuestFiles.SeaBios, "firmware"),
            Roms = [images.AddFile(GuestFiles.DisplayRom, "option ROM")],
            Drives = disk is null
                ? []
                : [new DriveConfig("disk", "ide", 0, "disk", false, images.AddBytes("disk.img", disk), [])],
        };
}
