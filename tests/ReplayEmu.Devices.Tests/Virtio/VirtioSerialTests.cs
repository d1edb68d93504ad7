using System.Buffers.Binary;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Virtio.Serial;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>A console as port 0 and a serial port as port 1.</summary>
public sealed class VirtioSerialTests
{
    private const ulong ManyPorts = 1ul << 1;
    private const int ControlIn = 2;
    private const int ControlOut = 3;
    private ModernBoard board = null!;

    [SetUp]
    public void Build()
    {
        board = new ModernBoard(
            VirtioSerialProperties.Driver,
            VirtioSerialProperties.All,
            static (board, set) =>
            {
                var device = new VirtioSerial(board.Machine, board.Bus, set);
                Add(device, VirtioPortProperties.Console, "c0", "");
                Add(device, VirtioPortProperties.Port, "c1", "test");
                return device;
            },
            ("max_ports", "2")
        );
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void The_number_of_ports_is_in_the_configuration() => Assert.That(board.Config(4, 4), Is.EqualTo(2));

    [Test]
    public void Ports_are_announced_when_the_driver_is_ready()
    {
        Start();
        Send(0, 0, 1);
        Assert.That((Message(0), Message(1)), Is.EqualTo(((0, 1, 1), (1, 1, 1))));
    }

    [Test]
    public void A_console_says_that_it_is_one()
    {
        Start();
        Send(0, 3, 1);
        Assert.That((Message(0), Message(1)), Is.EqualTo(((0, 4, 1), (0, 6, 1))));
    }

    [Test]
    public void A_port_tells_its_name()
    {
        Start();
        Send(1, 3, 1);
        Assert.That(board.Ram(0x8008, 5).ToArray(), Is.EqualTo("test\0"u8.ToArray()));
    }

    [Test]
    public void Bytes_of_the_guest_are_output()
    {
        Start();
        "hello"u8.CopyTo(board.Ram(0x9000, 5));
        Assert.That(board.Request(5, (0x9000, 5, false)), Is.Zero);
    }

    [Test]
    public void Input_waits_for_the_port_to_be_opened_and_for_a_buffer()
    {
        Start();
        var input = board.Board.Machine.InputPorts.Single(port => port.Name == "chardev.c1");
        var closed = input.Room();
        Send(1, 6, 1);
        var open = input.Room();
        input.Accept("ab"u8);
        var early = board.UsedIndex(4);
        board.Offer(4, 0, (0x9000, 16, true));
        board.Notify(4);
        Assert.That(
            (closed, open, early, board.UsedIndex(4), board.Ram(0x9001, 1)[0]),
            Is.EqualTo((0, 512, 0, 1, (byte)'b'))
        );
    }

    private static void Add(VirtioSerial device, VirtioPortProperties names, string backend, string name)
    {
        var set = new PropertySet(names.Driver, names.All);
        set.Set("chardev", backend);
        set.Set("name", name);
        device.AddPort(set);
    }

    private void Start()
    {
        board.Start(ManyPorts, 0, 1, ControlIn, ControlOut, 4, 5);
        for (var i = 0; i < 4; i++)
        {
            board.Offer(ControlIn, i, (0x8000u + (64u * (uint)i), 64, true));
        }
    }

    private void Send(uint port, ushort kind, ushort value)
    {
        var message = board.Ram(0xa000, 8);
        BinaryPrimitives.WriteUInt32LittleEndian(message, port);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], kind);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], value);
        board.Request(ControlOut, (0xa000, 8, false));
    }

    private (int Port, int Kind, int Value) Message(int index)
    {
        var message = board.Ram(0x8000 + (64 * (uint)index), 8);
        return (message[0], message[4], message[6]);
    }
}
