using NUnit.Framework;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Display;

/// <summary>What a CL-GD5446 has beyond a VGA.</summary>
public sealed class CirrusTests
{
    private const uint Memory = 0xe000_0000;
    private DeviceRig board = null!;
    private CirrusDevice cirrus = null!;

    [SetUp]
    public void SetUp()
    {
        board = new DeviceRig();
        var bus = new PciBus(board.Machine, board.Machine.Memory.Root, board.Machine.Ports.Root);
        var properties = new PropertySet(CirrusProperties.Driver, CirrusProperties.All);
        cirrus = new CirrusDevice(board.Machine, bus, properties, null);
        cirrus.Reset();
        cirrus.WriteConfig(PciRegister.Bar0, 4, Memory);
        cirrus.WriteConfig(PciRegister.Command, 2, 3);
        board.Out(0x3c2, 0x67);
    }

    [TearDown]
    public void TearDown() => board.Dispose();

    [Test]
    public void The_part_says_what_it_is()
    {
        board.Out(0x3d4, 0x27);
        Assert.That(board.In(0x3d5), Is.EqualTo(0xb8));
    }

    [TestCase(0x12, 0x12)]
    [TestCase(0x92, 0x12)]
    [TestCase(0x00, 0x0f)]
    public void The_extensions_are_unlocked_by_a_key(int key, int expected)
    {
        Sequencer(0x06, key);
        Assert.That(board.In(0x3c5), Is.EqualTo(expected));
    }

    [Test]
    public void The_hidden_dac_register_is_behind_four_reads()
    {
        board.In(0x3c8);
        for (var i = 0; i < 4; i++)
        {
            board.In(0x3c6);
        }

        board.Out(0x3c6, 0xc1);
        for (var i = 0; i < 4; i++)
        {
            board.In(0x3c6);
        }

        Assert.That(board.In(0x3c6), Is.EqualTo(0xc1));
    }

    [Test]
    public void A_bank_of_the_window_is_linear_memory()
    {
        Sequencer(0x07, 1);
        Graphics(0x0b, 0x20);
        Graphics(0x09, 4);
        board.Machine.Memory.Write(0xa0003, 1, 0x77);
        Assert.That(Read(0x10003), Is.EqualTo(0x77));
    }

    [Test]
    public void A_rectangle_is_copied()
    {
        Write(0, 1, 2, 3, 4);
        Write(100, 5, 6, 7, 8);
        Transfer(width: 4, height: 2, target: 1000, source: 0, mode: 0, operation: 0x0d);
        Assert.That((Read(1000), Read(1003), Read(1100), Read(1103)), Is.EqualTo((1, 4, 5, 8)));
    }

    [Test]
    public void Overlapping_rectangles_are_copied_backwards()
    {
        Write(0, 1, 2, 3, 4);
        Transfer(width: 4, height: 1, target: 5, source: 3, mode: 0x01, operation: 0x0d);
        Assert.That((Read(2), Read(3), Read(4), Read(5)), Is.EqualTo((1, 2, 3, 4)));
    }

    [TestCase(0x0d, 0x0c)]
    [TestCase(0x59, 0x06)]
    [TestCase(0x05, 0x08)]
    [TestCase(0x6d, 0x0e)]
    [TestCase(0x0b, 0xf5)]
    public void Operations_combine_source_and_target(int operation, int expected)
    {
        Write(0, 0x0c);
        Write(1000, 0x0a);
        Transfer(width: 1, height: 1, target: 1000, source: 0, mode: 0, operation);
        Assert.That(Read(1000), Is.EqualTo(expected));
    }

    [Test]
    public void A_rectangle_is_filled_with_a_colour()
    {
        Graphics(0x01, 0x42);
        Graphics(0x33, 0x04);
        Transfer(width: 3, height: 2, target: 1000, source: 0, mode: 0xc0, operation: 0x0d);
        Assert.That((Read(1000), Read(1002), Read(1003), Read(1102)), Is.EqualTo((0x42, 0x42, 0, 0x42)));
    }

    [Test]
    public void Bits_are_expanded_to_colours()
    {
        Write(0, 0xa0);
        Graphics(0x00, 0x11);
        Graphics(0x01, 0x22);
        Transfer(width: 4, height: 1, target: 1000, source: 0, mode: 0x80, operation: 0x0d);
        Assert.That((Read(1000), Read(1001), Read(1002), Read(1003)), Is.EqualTo((0x22, 0x11, 0x22, 0x11)));
    }

    [Test]
    public void The_processor_can_be_the_source()
    {
        Transfer(width: 4, height: 1, target: 1000, source: 0, mode: 0x04, operation: 0x0d);
        var before = Status();
        board.Machine.Memory.Write(Memory, 4, 0x04030201);
        Assert.That((before & 1, Status() & 1, Read(1000), Read(1003)), Is.EqualTo((1, 0, 1, 4)));
    }

    [Test]
    public void A_linear_mode_is_drawn()
    {
        Sequencer(0x07, 9);
        board.Out(0x3d4, 0x11);
        board.Out(0x3d5, 0);
        foreach (var (register, value) in ((int, int)[])[(1, 0), (0x12, 0), (0x13, 4)])
        {
            board.Out(0x3d4, register);
            board.Out(0x3d5, value);
        }

        Write(4, 0x30, 0x20, 0x10);
        var picture = ((IScreen)cirrus).Draw();
        Assert.That((picture.Width, picture.Height), Is.EqualTo((8, 1)));
        Assert.That(picture.Rgb.Slice(3, 3).ToArray(), Is.EqualTo(new byte[] { 0x10, 0x20, 0x30 }));
    }

    private int Read(uint address) => (int)board.Machine.Memory.Read(Memory + address, 1);

    private void Write(uint address, params byte[] bytes)
    {
        foreach (var value in bytes)
        {
            board.Machine.Memory.Write(Memory + address++, 1, value);
        }
    }

    private void Sequencer(int register, int value)
    {
        board.Out(0x3c4, register);
        board.Out(0x3c5, value);
    }

    private void Graphics(int register, int value)
    {
        board.Out(0x3ce, register);
        board.Out(0x3cf, value);
    }

    private int Status()
    {
        board.Out(0x3ce, 0x31);
        return board.In(0x3cf);
    }

    /// <summary>A transfer with 100 bytes from line to line.</summary>
    private void Transfer(int width, int height, int target, int source, int mode, int operation)
    {
        foreach (
            var (register, value) in ((int, int)[])
                [(0x20, width - 1), (0x22, height - 1), (0x24, 100), (0x26, 100), (0x28, target), (0x2c, source)]
        )
        {
            Graphics(register, value & 0xff);
            Graphics(register + 1, value >> 8);
        }

        Graphics(0x2a, 0);
        Graphics(0x2e, 0);
        Graphics(0x30, mode);
        Graphics(0x32, operation);
        Graphics(0x31, 2);
    }
}
