using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Tests.Pc;

namespace ReplayEmu.Machines.Tests.Oracle;

/// <summary>The configuration space of every function at reset, byte for byte as on the releases of QEMU that carried the machine type.</summary>
internal sealed class PciConfigOracleTests
{
    /// <summary>Bytes that differ from QEMU on purpose: address, register, our value, and why.</summary>
    internal static readonly (string Address, int Register, byte Ours, string Reason)[] Differences = [];

    private static readonly DeviceConfig balloon = PcTestMachine.Device("virtio-balloon-pci", ("addr", "0x10"));

    private static readonly DriveConfig disk = new(
        "disk",
        "none",
        0,
        "disk",
        false,
        new ImageReference("null.img", 1 << 20, new string('1', 64)),
        []
    );

    /// <summary>What the full virtio set has beside the balloon; QEMU 1.1.2 had no entropy device.</summary>
    private static readonly DeviceConfig[] virtio =
    [
        PcTestMachine.Device("virtio-blk-pci", ("addr", "0x11"), ("drive", "disk")),
        PcTestMachine.Device("virtio-net-pci", ("addr", "0x12"), ("netdev", "net"), ("mac", "52:54:00:12:34:56")),
        PcTestMachine.Device("virtio-serial-pci", ("addr", "0x13")),
        PcTestMachine.Device("virtio-rng-pci", ("addr", "0x14")),
        PcTestMachine.Device("virtio-scsi-pci", ("addr", "0x15")),
    ];

    private static IEnumerable<TestCaseData> Functions =>
        PciDump.All.Select(dump => new TestCaseData(dump).SetArgDisplayNames(dump.Machine, dump.Setup, dump.Address));

    private static IEnumerable<TestCaseData> Setups =>
        PciDump
            .All.Select(dump => (dump.Machine, dump.Setup))
            .Distinct()
            .Select(item => new TestCaseData(item.Machine, item.Setup));

    private static IEnumerable<TestCaseData> Balloons =>
        PciDump
            .All.Where(dump => dump.Features != "-")
            .Select(dump => new TestCaseData(dump).SetArgDisplayNames(dump.Machine, dump.Setup, dump.Address));

    [TestCaseSource(nameof(Balloons))]
    public void Virtio_features_are_as_on_qemu(object dump)
    {
        var expected = (PciDump)dump;
        using var machine = Build(expected);
        var device = (VirtioPciDevice)Find(machine, expected.Address);
        var modern = device.ModernFeatures == 0 ? "-" : $"0x{device.ModernFeatures:x16}";
        Assert.That(
            ($"0x{(uint)device.HostFeatures:x8}", modern),
            Is.EqualTo((expected.Features, expected.ModernFeatures))
        );
    }

    [TestCaseSource(nameof(Functions))]
    public void Every_byte_is_as_on_qemu(object dump)
    {
        var expected = (PciDump)dump;
        using var machine = Build(expected);
        var function = Find(machine, expected.Address);
        var bytes = expected.Config.ToArray();
        foreach (var (address, register, ours, _) in Differences)
        {
            if (address == expected.Address)
            {
                Assert.That(ours, Is.Not.EqualTo(bytes[register]), "no longer a difference");
                bytes[register] = ours;
            }
        }

        var wrong = Enumerable
            .Range(0, PciFunction.ConfigSize)
            .Where(i => function.Config[i] != bytes[i])
            .Select(i => $"0x{i:x2}: {function.Config[i]:x2} for {bytes[i]:x2}");
        Assert.That(wrong, Is.Empty);
    }

    [TestCaseSource(nameof(Functions))]
    public void Bars_are_as_on_qemu(object dump)
    {
        var expected = (PciDump)dump;
        using var machine = Build(expected);
        Assert.That(DescribeBars(Find(machine, expected.Address)), Is.EqualTo(expected.Bars));
    }

    [TestCaseSource(nameof(Setups))]
    public void The_same_functions_are_there(string type, string setup)
    {
        var expected = PciDump.All.Where(dump => dump.Machine == type && dump.Setup == setup).ToList();
        using var machine = Build(expected[0]);
        Assert.That(machine.PciFunctions().Select(AddressOf), Is.EqualTo(expected.Select(dump => dump.Address)));
    }

    /// <summary>What a guest finds that writes ones into each register, not what the device says of itself.</summary>
    private static string DescribeBars(PciFunction function)
    {
        var bars = new List<string>();
        for (var register = PciRegister.Bar0; register < PciRegister.Bar0 + 24; register += 4)
        {
            var before = function.ReadConfig(register, 4);
            function.WriteConfig(register, 4, uint.MaxValue);
            var sized = function.ReadConfig(register, 4);
            function.WriteConfig(register, 4, before);
            if (sized != 0)
            {
                var isIo = (sized & 1) != 0;
                var size = ~(sized & (isIo ? 0xffff_fffcu : 0xffff_fff0u)) + 1;
                var prefetchable = !isIo && (sized & 8) != 0 ? 1 : 0;
                var isWide = !isIo && (sized & 4) != 0;
                var kind =
                    isIo ? "io"
                    : isWide ? "mem64"
                    : "mem32";
                bars.Add($"{(register - PciRegister.Bar0) / 4} {kind} {size} {prefetchable}");
                register += isWide ? 4 : 0;
            }
        }

        return bars.Count == 0 ? "-" : string.Join(',', bars);
    }

    internal static VirtualMachine Build(PciDump dump)
    {
        var config = PcTestMachine.Config(dump.Machine) with
        {
            RamBytes = 256 << 20,
            SerialPorts = dump.Qemu == "7.2" ? 0 : 1,
        };
        return PcTestMachine.Build(
            dump.Setup switch
            {
                "default" => config with { NoDefaults = false },
                "nodefaults" => config,
                "nodefaults+balloon" => config with { Devices = [balloon] },
                _ => config with
                {
                    Devices =
                    [
                        balloon,
                        .. virtio.Where(device => dump.Qemu != "1.1.2" || device.Driver != "virtio-rng-pci"),
                    ],
                    Drives = [disk],
                    Netdevs = [new NetdevConfig("net", "user", [], [])],
                },
            }
        );
    }

    internal static PciFunction Find(VirtualMachine machine, string address) =>
        machine.PciFunctions().Single(function => AddressOf(function) == address);

    private static string AddressOf(PciFunction function) => "00:" + PciBus.FormatAddress(function.Address);
}
