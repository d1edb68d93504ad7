using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Display;

public sealed class VgaTests
{
    private DeviceRig rig = null!;
    private VgaDevice vga = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        vga = Create("8");
        vga.Reset();
        rig.Out(0x3c2, 0x67);
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void IsTheStandardVga()
    {
        Assert.That(vga.ReadConfig(0, 4), Is.EqualTo(0x11111234));
        Assert.That(vga.ReadConfig(8, 4), Is.EqualTo(0x03000000));
        Assert.That(vga.Bars.Select(bar => (bar.Index, bar.Size)), Is.EqualTo(new[] { (0, 8ul << 20), (6, 65536ul) }));
    }

    [Test]
    public void MemoryMustBeAPowerOfTwo()
    {
        using var other = new DeviceRig();
        Assert.That(() => Create("12", other), Throws.TypeOf<ConfigurationException>());
    }

    [Test]
    public void TheAttributePortAlternates()
    {
        rig.In(0x3da);
        rig.Out(0x3c0, 0x05);
        rig.Out(0x3c0, 0x3f);
        rig.Out(0x3c0, 0x05);
        Assert.That(rig.In(0x3c1), Is.EqualTo(0x3f));
    }

    [Test]
    public void TheDacCountsThroughComponents()
    {
        rig.Out(0x3c8, 7);
        foreach (var value in new[] { 1, 2, 3, 4, 5, 6 })
        {
            rig.Out(0x3c9, value);
        }

        rig.Out(0x3c7, 8);
        Assert.That((rig.In(0x3c9), rig.In(0x3c9), rig.In(0x3c9)), Is.EqualTo(((byte)4, (byte)5, (byte)6)));
    }

    [Test]
    public void ProtectedCrtcRegistersKeepTheirValue()
    {
        Set(0x3d4, 0, 0x5f);
        Set(0x3d4, 0x11, 0x80);
        Set(0x3d4, 0, 0x11);
        rig.Out(0x3d4, 0);
        Assert.That(rig.In(0x3d5), Is.EqualTo(0x5f));
    }

    [Test]
    public void RetraceComesWithTime()
    {
        Set(0x3d4, 6, 0xbf);
        Set(0x3d4, 7, 0x1f);
        Set(0x3d4, 0x10, 0x9c);
        Set(0x3d4, 0x11, 0x8e);
        Set(0x3d4, 0x12, 0x8f);
        var seen = 0;
        for (var i = 0; i < 449; i++)
        {
            seen += (rig.In(0x3da) & 8) != 0 ? 1 : 0;
            rig.Advance(31778);
        }

        Assert.That(seen, Is.EqualTo(2));
    }

    [Test]
    public void TextRowsAreWhatWasWritten()
    {
        TextMode();
        Poke(0xb8000 + 160, "H\x1fi\x1f");
        var rows = vga.Screen.ReadText();
        Assert.That((rows.Length, rows[1].TrimEnd('\0', ' ')), Is.EqualTo((25, "Hi")));
    }

    [Test]
    public void ATextCellIsDrawnWithItsFontAndColours()
    {
        TextMode();
        Set(0x3c4, 2, 4);
        Set(0x3ce, 8, 0xff);
        Set(0x3ce, 6, 4);
        Set(0x3ce, 5, 0);
        Set(0x3c4, 4, 6);
        rig.Machine.Memory.Write(0xa0000 + 'A' * 32, 1, 0x81);
        Set(0x3c4, 2, 3);
        Set(0x3ce, 6, 0x0e);
        Set(0x3ce, 5, 0x10);
        Color(1, 0, 0, 0x3f);
        Color(2, 0x3f, 0, 0);
        Poke(0xb8000, "A\x12");
        var picture = vga.Screen.Draw();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((640, 400)));
        Assert.That((picture[0, 0], picture[1, 0]), Is.EqualTo(((255, 0, 0), (0, 0, 255))));
    }

    [Test]
    public void Mode13hIsOneByteAPixel()
    {
        Set(0x3ce, 6, 5);
        Set(0x3ce, 5, 0x40);
        Set(0x3c4, 4, 0x0e);
        Set(0x3c4, 2, 0x0f);
        Geometry(columns: 80, lines: 400, scan: 0x41, offset: 0x28, mode: 0xa3);
        Color(9, 0x3f, 0x3f, 0);
        rig.Machine.Memory.Write(0xa0000 + 2 * 320 + 3, 1, 9);
        var picture = vga.Screen.Draw();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((320, 200)));
        Assert.That(picture[3, 2], Is.EqualTo((255, 255, 0)));
    }

    [Test]
    public void PlanarWritesGoThroughSetResetAndBitMask()
    {
        Planar();
        Set(0x3ce, 0, 5);
        Set(0x3ce, 1, 15);
        Set(0x3ce, 8, 0x10);
        rig.Machine.Memory.Read(0xa0000, 1);
        rig.Machine.Memory.Write(0xa0000, 1, 0);
        Identity();
        Color(5, 0x3f, 0, 0x3f);
        Assert.That((vga.Screen.Draw()[3, 0], vga.Screen.Draw()[4, 0]), Is.EqualTo(((255, 0, 255), (0, 0, 0))));
    }

    [Test]
    public void ReadMode1ComparesColours()
    {
        Planar();
        Set(0x3c4, 2, 2);
        rig.Machine.Memory.Write(0xa0000, 1, 0xf0);
        Set(0x3ce, 5, 8);
        Set(0x3ce, 2, 2);
        Set(0x3ce, 7, 15);
        Assert.That(rig.Machine.Memory.Read(0xa0000, 1), Is.EqualTo(0xf0));
    }

    [Test]
    public void LatchesCopyAllPlanes()
    {
        Planar();
        Set(0x3c4, 2, 5);
        rig.Machine.Memory.Write(0xa0000, 1, 0xaa);
        Set(0x3c4, 2, 15);
        Set(0x3ce, 5, 1);
        rig.Machine.Memory.Read(0xa0000, 1);
        rig.Machine.Memory.Write(0xa0001, 1, 0);
        Set(0x3ce, 4, 2);
        Assert.That(rig.Machine.Memory.Read(0xa0001, 1), Is.EqualTo(0xaa));
    }

    [Test]
    public void TheDisplayInterfaceHasItsId()
    {
        Assert.That(Vbe(0), Is.EqualTo(0xb0c5));
        Assert.That(Vbe(10), Is.EqualTo(128));
    }

    [TestCase(32, 0x00_11_22_33u, 0x11, 0x22, 0x33)]
    [TestCase(16, 0xf81fu, 255, 0, 255)]
    [TestCase(15, 0x03e0u, 0, 255, 0)]
    public void LinearModesShowTheFrameBuffer(int bits, uint pixel, int red, int green, int blue)
    {
        vga.WriteConfig(0x10, 4, 0xe0000000);
        vga.WriteConfig(4, 2, 3);
        SetVbe(1, 640);
        SetVbe(2, 480);
        SetVbe(3, bits);
        SetVbe(4, 0x41);
        var bytes = bits == 32 ? 4 : 2;
        rig.Machine.Memory.Write(0xe0000000 + (ulong)(640 * bytes + 2 * bytes), bytes, pixel);
        var picture = vga.Screen.Draw();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((640, 480)));
        Assert.That(picture[2, 1], Is.EqualTo((red, green, blue)));
    }

    [Test]
    public void BanksMoveTheWindow()
    {
        SetVbe(1, 1024);
        SetVbe(2, 768);
        SetVbe(3, 8);
        SetVbe(4, 1);
        SetVbe(5, 2);
        rig.Machine.Memory.Write(0xa0005, 1, 0x77);
        Assert.That(Vram(0x20005), Is.EqualTo(0x77));
    }

    [Test]
    public void AnyModeFitsTheMemory()
    {
        SetVbe(1, 0xffff);
        SetVbe(2, 0xffff);
        SetVbe(3, 77);
        SetVbe(4, 1);
        SetVbe(9, 0xffff);
        var picture = vga.Screen.Draw();
        Assert.That(picture.Width * picture.Height, Is.LessThanOrEqualTo(8 << 20));
    }

    private byte Vram(int offset) =>
        rig.Machine.Blocks.Single(block => block.Name == "vga.vram").Span((ulong)offset, 1)[0];

    private VgaDevice Create(string megabytes, DeviceRig? other = null)
    {
        var machine = (other ?? rig).Machine;
        var properties = new PropertySet(VgaProperties.Driver, VgaProperties.All);
        properties.Set("vgamem_mb", megabytes);
        properties.Set("mmio", "off");
        var bus = new PciBus(machine, machine.Memory.Root, machine.Ports.Root);
        return new VgaDevice(machine, bus, properties, new MemoryImage(new byte[39936]));
    }

    private void TextMode()
    {
        Set(0x3ce, 6, 0x0e);
        Set(0x3ce, 5, 0x10);
        Set(0x3c4, 1, 1);
        Set(0x3c4, 2, 3);
        Set(0x3c4, 4, 2);
        Set(0x3d4, 0x0a, 0x20);
        Geometry(columns: 80, lines: 400, scan: 0x0f, offset: 0x28, mode: 0xa3);
        Identity();
    }

    private void Planar()
    {
        Set(0x3ce, 6, 5);
        Set(0x3ce, 5, 0);
        Set(0x3ce, 8, 0xff);
        Set(0x3c4, 4, 6);
        Set(0x3c4, 2, 15);
        Geometry(columns: 80, lines: 480, scan: 0, offset: 0x28, mode: 0xe3);
    }

    private void Geometry(int columns, int lines, int scan, int offset, int mode)
    {
        Set(0x3d4, 1, columns - 1);
        Set(0x3d4, 0x12, lines - 1);
        Set(0x3d4, 7, (lines - 1) >> 7 & 2 | (lines - 1) >> 3 & 0x40 | 0x10);
        Set(0x3d4, 9, scan);
        Set(0x3d4, 0x13, offset);
        Set(0x3d4, 0x17, mode);
        Set(0x3d4, 0x18, 0xff);
    }

    /// <summary>Attribute colours 0 to 15 are DAC entries 0 to 15, all planes on.</summary>
    private void Identity()
    {
        rig.In(0x3da);
        for (var i = 0; i < 16; i++)
        {
            rig.Out(0x3c0, i);
            rig.Out(0x3c0, i);
        }

        rig.Out(0x3c0, 0x12);
        rig.Out(0x3c0, 0x0f);
    }

    private void Color(int index, int red, int green, int blue)
    {
        rig.Out(0x3c8, index);
        rig.Out(0x3c9, red);
        rig.Out(0x3c9, green);
        rig.Out(0x3c9, blue);
    }

    private void Set(ushort port, int index, int value)
    {
        rig.Out(port, index);
        rig.Out((ushort)(port + 1), value);
    }

    private void Poke(ulong address, string bytes)
    {
        foreach (var value in bytes)
        {
            rig.Machine.Memory.Write(address++, 1, value);
        }
    }

    private int Vbe(int index)
    {
        rig.Machine.Ports.Write(0x1ce, 2, (ulong)index);
        return (int)rig.Machine.Ports.Read(0x1cf, 2);
    }

    private void SetVbe(int index, int value)
    {
        rig.Machine.Ports.Write(0x1ce, 2, (ulong)index);
        rig.Machine.Ports.Write(0x1cf, 2, (ulong)value);
    }
}
