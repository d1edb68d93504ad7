using System;
using System.Buffers.Binary;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Tests.Pc;

public sealed class LinuxKernelTests
{
    private const int SetupBytes = 5 * 512;
    private FwCfgItems items = null!;

    [SetUp]
    public void SetUp() => items = new FwCfgItems(new FwCfgOptions());

    [Test]
    public void The_image_is_split_behind_its_setup_sectors()
    {
        Fill(Image());
        Assert.That(items.Find(FwCfgKeys.SetupData).Length, Is.EqualTo(SetupBytes));
        Assert.That(items.Find(FwCfgKeys.KernelData).Length, Is.EqualTo(0x4000 - SetupBytes));
    }

    [Test]
    public void A_recent_kernel_goes_to_1_MiB_and_its_setup_to_64_KiB()
    {
        Fill(Image());
        Assert.That(Number(FwCfgKeys.KernelAddress), Is.EqualTo(0x100000));
        Assert.That(Number(FwCfgKeys.SetupAddress), Is.EqualTo(0x10000));
        Assert.That(Number(FwCfgKeys.CommandLineAddress), Is.EqualTo(0x20000));
    }

    [Test]
    public void A_low_kernel_goes_to_64_KiB_and_its_setup_below_640_KiB()
    {
        Fill(Image(version: 0x201, flags: 0), append: "quiet");
        Assert.That(Number(FwCfgKeys.KernelAddress), Is.EqualTo(0x10000));
        Assert.That(Number(FwCfgKeys.SetupAddress), Is.EqualTo(0x90000));
        Assert.That(Number(FwCfgKeys.CommandLineAddress), Is.EqualTo(0x9a000 - 16));
    }

    [Test]
    public void The_header_names_loader_heap_and_command_line()
    {
        Fill(Image());
        var setup = items.Find(FwCfgKeys.SetupData);
        Assert.That(setup[0x210], Is.EqualTo(0xb0));
        Assert.That(setup[0x211], Is.EqualTo(0x81));
        Assert.That(BinaryPrimitives.ReadUInt16LittleEndian(setup[0x224..]), Is.EqualTo(0xfe00));
        Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(setup[0x228..]), Is.EqualTo(0x20000));
    }

    [TestCase("vga=ask", 0xfffd)]
    [TestCase("quiet vga=0x317 ro", 0x317)]
    [TestCase("vga=791", 791)]
    public void The_video_mode_comes_from_the_command_line(string append, int mode)
    {
        Fill(Image(), append: append);
        Assert.That(
            BinaryPrimitives.ReadUInt16LittleEndian(items.Find(FwCfgKeys.SetupData)[0x1fa..]),
            Is.EqualTo(mode)
        );
    }

    [Test]
    public void The_command_line_ends_with_a_zero()
    {
        Fill(Image(), append: "console=ttyS0");
        Assert.That(Number(FwCfgKeys.CommandLineSize), Is.EqualTo(14));
        Assert.That(Encoding.ASCII.GetString(items.Find(FwCfgKeys.CommandLineData)), Is.EqualTo("console=ttyS0\0"));
    }

    [Test]
    public void The_initial_ram_disk_ends_below_the_firmwares_tables()
    {
        Fill(Image(), initrd: new byte[0x1800]);
        Assert.That(Number(FwCfgKeys.InitrdAddress), Is.EqualTo((64 << 20) - 0x28000 - 0x2000));
        var setup = items.Find(FwCfgKeys.SetupData);
        Assert.That(
            BinaryPrimitives.ReadUInt32LittleEndian(setup[0x218..]),
            Is.EqualTo(Number(FwCfgKeys.InitrdAddress))
        );
        Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(setup[0x21c..]), Is.EqualTo(0x1800));
    }

    [Test]
    public void An_initial_ram_disk_that_does_not_fit_is_refused() =>
        Assert.That(() => Fill(Image(), initrd: new byte[64 << 20]), Throws.TypeOf<ConfigurationException>());

    [Test]
    public void What_is_no_linux_image_is_refused() =>
        Assert.That(
            () => Fill(new byte[0x4000]),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("HdrS")
        );

    [Test]
    public void Setup_code_beyond_the_image_is_refused()
    {
        var image = Image();
        image[0x1f1] = 0xff;
        Assert.That(() => Fill(image), Throws.TypeOf<ConfigurationException>());
    }

    [Test]
    public void A_video_mode_that_is_none_is_refused() =>
        Assert.That(() => Fill(Image(), append: "vga=big"), Throws.TypeOf<ConfigurationException>());

    private static byte[] Image(ushort version = 0x20a, byte flags = 1)
    {
        var image = new byte[0x4000];
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x206), version);
        image[0x211] = flags;
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x22c), 0x7fff_ffff);
        return image;
    }

    private void Fill(byte[] image, string append = "", byte[]? initrd = null)
    {
        var config = PcTestMachine.Config("pc") with
        {
            RamBytes = 64 << 20,
            Kernel = new ImageReference("kernel", image.Length, ""),
            Append = append,
        };
        LinuxKernel.Fill(items, config, image, initrd, 0x28000);
    }

    private uint Number(ushort key) => BinaryPrimitives.ReadUInt32LittleEndian(items.Find(key));
}
