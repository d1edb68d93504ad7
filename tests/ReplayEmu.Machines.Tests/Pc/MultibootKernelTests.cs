using System;
using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Tests.Pc;

internal sealed class MultibootKernelTests
{
    private const uint Magic = 0x1bad_b002;

    [Test]
    public void A_right_checksum_makes_a_header() => Assert.That(MultibootKernel.IsOne(Plain(0x10_0000)), Is.True);

    [Test]
    public void A_wrong_checksum_makes_none()
    {
        var image = Plain(0x10_0000);
        image[8]++;
        Assert.That(MultibootKernel.IsOne(image), Is.False);
    }

    [Test]
    public void A_kernel_that_tells_its_addresses_is_taken() =>
        Assert.That(() => Fill(Plain(0x10_0000)), Throws.Nothing);

    [TestCase(0x1000u)]
    [TestCase(0xffff_0000u)]
    public void One_outside_of_RAM_is_refused(uint address) =>
        Assert.That(() => Fill(Plain(address)), Throws.TypeOf<ConfigurationException>());

    [Test]
    public void One_that_is_no_ELF_file_must_tell_its_addresses()
    {
        var image = Plain(0x10_0000);
        Put(image, 4, 0);
        Put(image, 8, unchecked(0u - Magic));
        Assert.That(() => Fill(image), Throws.TypeOf<ConfigurationException>());
    }

    /// <summary>Whatever the fields say, it is taken or refused.</summary>
    [Test]
    public void Random_fields_do_no_harm([Range(0, 40)] int seed)
    {
        var image = Plain(0x10_0000);
        for (var at = 12; at < 32; at += 4)
        {
            Put(image, at, (uint)(at * 0x9e37_79b9u * (seed + 1)) >> (seed % 24));
        }

        try
        {
            Fill(image);
        }
        catch (ConfigurationException refused)
        {
            Assert.That(refused.Message, Does.StartWith("-kernel"));
        }
    }

    private static void Fill(byte[] image) =>
        MultibootKernel.Fill(
            new FwCfgItems(new FwCfgOptions()),
            PcTestMachine.Config("pc-1.0") with
            {
                Kernel = new ImageReference("k", image.Length, new string('0', 64)),
            },
            image,
            [1, 2, 3]
        );

    private static byte[] Plain(uint address)
    {
        const uint Flags = 1 << 16;
        var image = new byte[64];
        Put(image, 0, Magic);
        Put(image, 4, Flags);
        Put(image, 8, unchecked(0u - Magic - Flags));
        Put(image, 12, address);
        Put(image, 16, address);
        Put(image, 28, address + 32);
        return image;
    }

    private static void Put(byte[] bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
