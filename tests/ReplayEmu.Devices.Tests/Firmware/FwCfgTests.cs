using System;
using System.Buffers.Binary;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Firmware;

public sealed class FwCfgTests
{
    private DeviceRig rig = null!;
    private FwCfgDevice device = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        device = new FwCfgDevice(rig.Machine, new FwCfgOptions { Dma = true, FileSlots = 3 });
        device.Items.AddFile("opt/b", "bravo"u8.ToArray());
        device.Items.AddFile("opt/a", "alpha!"u8.ToArray());
        device.Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void TheSignatureIsReadByteByByte() => Assert.That(Read(0, 5), Is.EqualTo("QEMU\0"));

    [Test]
    public void TheIdTellsWhetherThereIsDma()
    {
        using var old = new DeviceRig();
        _ = new FwCfgDevice(old.Machine, new FwCfgOptions());
        old.Machine.Ports.Write(0x510, 2, 1);
        Assert.That((Read(1, 1), old.In(0x511)), Is.EqualTo(("\x03", (byte)1)));
    }

    [Test]
    public void TheDirectoryIsSorted()
    {
        var directory = Encoding.ASCII.GetBytes(Read(FwCfgKeys.FileDirectory, 132));
        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(directory), Is.EqualTo(2));
        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(4)), Is.EqualTo(6));
        Assert.That(BinaryPrimitives.ReadUInt16BigEndian(directory.AsSpan(8)), Is.EqualTo(0x20));
        Assert.That(Encoding.ASCII.GetString(directory, 12, 6), Is.EqualTo("opt/a\0"));
    }

    [Test]
    public void FilesAreReadByTheirKey() => Assert.That(Read(0x21, 6), Is.EqualTo("bravo\0"));

    [Test]
    public void OldMachinesKeepTheOrderOfAddition()
    {
        var items = new FwCfgItems(new FwCfgOptions { SortFiles = false });
        items.AddFile("b", new byte[1]);
        items.AddFile("a", new byte[2]);
        Assert.That(items.Files[0].Name, Is.EqualTo("b"));
    }

    [TestCase("")]
    [TestCase("opt/a")]
    [TestCase("größe")]
    [TestCase("a-name-that-is-much-longer-than-the-fifty-five-characters-that-fit")]
    public void BadNamesAreRefused(string name) =>
        Assert.That(() => device.Items.AddFile(name, default), Throws.TypeOf<ConfigurationException>());

    [Test]
    public void TheSlotsAreLimited()
    {
        device.Items.AddFile("c", default);
        Assert.That(() => device.Items.AddFile("d", default), Throws.TypeOf<ConfigurationException>());
    }

    [Test]
    public void UnknownKeysReadAsZeros() => Assert.That(Read(0xffff, 2), Is.EqualTo("\0\0"));

    [Test]
    public void TheDmaSignatureIsBigEndian()
    {
        Assert.That(rig.Machine.Ports.Read(0x514, 4), Is.EqualTo(0x554d4551));
        Assert.That(rig.In(0x51b), Is.EqualTo((byte)'G'));
    }

    [Test]
    public void DmaSelectsAndReads()
    {
        Assert.That(Dma(0x0021000au, 5, 0x2000), Is.Zero);
        Assert.That(rig.Ram.Span(0x2000, 5).ToArray(), Is.EqualTo("bravo"u8.ToArray()));
    }

    [Test]
    public void DmaSkips()
    {
        Dma(0x0021000cu, 2, 0);
        Dma(2, 3, 0x2000);
        Assert.That(rig.Ram.Span(0x2000, 3).ToArray(), Is.EqualTo("avo"u8.ToArray()));
    }

    [Test]
    public void DmaPastTheEndReadsZeros()
    {
        rig.Ram.Span(0x2000, 8).Fill(0xee);
        Dma(0x0021000au, 7, 0x2000);
        Assert.That(rig.Ram.Span(0x2005, 3).ToArray(), Is.EqualTo(new byte[] { 0, 0, 0xee }));
    }

    [Test]
    public void DmaOutsideRamIsAnErrorAtOnce() => Assert.That(Dma(0x0021000au, uint.MaxValue, 0xf000), Is.EqualTo(1));

    [Test]
    public void DmaWritesAreErrors() => Assert.That(Dma(0x00210018u, 4, 0x2000), Is.EqualTo(1));

    [Test]
    public void FactsNameKeysAndFiles()
    {
        var facts = new FactWriter();
        device.WriteFacts(facts);
        Assert.That(facts.ToText(), Does.Contain("key 0x0000 size 4 51454d55\n"));
        Assert.That(facts.ToText(), Does.Contain("key 0x0021 file opt/b size 5 627261766f\n"));
    }

    private string Read(ushort key, int count)
    {
        rig.Machine.Ports.Write(0x510, 2, key);
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append((char)rig.In(0x511));
        }

        return text.ToString();
    }

    /// <summary>Runs a transfer and returns the control word that it left.</summary>
    private uint Dma(uint control, uint length, ulong address)
    {
        var descriptor = rig.Ram.Span(0x1000, 16);
        BinaryPrimitives.WriteUInt32BigEndian(descriptor, control);
        BinaryPrimitives.WriteUInt32BigEndian(descriptor[4..], length);
        BinaryPrimitives.WriteUInt64BigEndian(descriptor[8..], address);
        rig.Machine.Ports.Write(0x514, 4, 0);
        rig.Machine.Ports.Write(0x518, 4, BinaryPrimitives.ReverseEndianness(0x1000u));
        return BinaryPrimitives.ReadUInt32BigEndian(descriptor);
    }
}
