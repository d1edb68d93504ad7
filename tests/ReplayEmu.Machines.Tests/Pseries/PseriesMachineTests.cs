using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machines.Tests.Pseries;

/// <summary>Firmware of a few instructions.</summary>
[TestFixture]
public sealed class PseriesMachineTests
{
    /// <summary>Calls H_PUT_TERM_CHAR with 'A', then RTAS power-off by a buffer at 0x200.</summary>
    private static readonly uint[] program =
    [
        // li r3,0x58; li r4,0; li r5,1; lis r6,0x4100; sldi r6,r6,32; sc 1
        0x38600058,
        0x38800000,
        0x38a00001,
        0x3cc04100,
        0x78c607c6,
        0x44000022,
        // li r3,0; ori r3,r3,0xf000; li r4,0x200; sc 1; b .
        0x38600000,
        0x6063f000,
        0x38800200,
        0x44000022,
        0x48000000,
    ];

    private static readonly uint[] powerOff = [0x2003, 2, 1, 0, 0, 0];

    [Test]
    public void Firmware_talks_and_powers_off()
    {
        var console = new Console();
        using var machine = Build(console);
        var reason = machine.Run(1000);
        Assert.That((console.Text, reason), Is.EqualTo(("A", StopReason.GuestExit)));
    }

    [Test]
    public void A_reset_begins_again()
    {
        var console = new Console();
        using var machine = Build(console);
        machine.Run(8);
        machine.RequestReset();
        machine.Run(1000);
        Assert.That(console.Text, Is.EqualTo("AA"));
    }

    [Test]
    public void A_tree_is_where_the_register_points()
    {
        using var machine = Build(new Console());
        var start = (256UL - 2) << 20;
        Assert.That(BinaryPrimitives.ReverseEndianness((uint)machine.Memory.Read(start, 4)), Is.EqualTo(0xd00dfeedu));
    }

    [Test]
    public void A_kernel_that_is_no_elf_file_is_refused() =>
        Assert.That(
            () =>
                new MachineCatalogue().Build(
                    Config with
                    {
                        Kernel = Config.Bios,
                    },
                    new Firmware(),
                    new NoInputs(),
                    new Console()
                ),
            Throws.InstanceOf<ConfigurationException>().With.Message.Contains("ELF")
        );

    [Test]
    public void Too_little_memory_is_refused() =>
        Assert.That(
            () => new MachineCatalogue().Resolve(Config with { RamBytes = 64 << 20 }),
            Throws.InstanceOf<ConfigurationException>()
        );

    private static MachineConfig Config =>
        new()
        {
            Machine = "pseries",
            RamBytes = 256 << 20,
            NoDefaults = true,
            Bios = new ImageReference("test.bin", 0x300, new string('0', 64)),
        };

    private static VirtualMachine Build(Console console) =>
        new MachineCatalogue().Build(Config, new Firmware(), new NoInputs(), console);

    private sealed class Console : IOutputs
    {
        private readonly List<byte> bytes = [];

        public string Text => Encoding.ASCII.GetString([.. bytes]);

        public void Write(int port, ReadOnlySpan<byte> data) => bytes.AddRange(data);
    }

    private sealed class Firmware : IImageSource
    {
        public IImage Open(ImageReference reference)
        {
            var bytes = new byte[0x300];
            Put(bytes, 0x100, program);
            Put(bytes, 0x200, powerOff);
            return new MemoryImage(bytes);
        }

        private static void Put(byte[] bytes, int at, uint[] words)
        {
            foreach (var word in words)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), word);
                at += 4;
            }
        }
    }
}
