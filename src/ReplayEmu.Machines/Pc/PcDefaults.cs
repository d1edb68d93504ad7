using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>What a board has that nobody asked for: display and network card by machine version, unless <c>-nodefaults</c>.</summary>
internal static class PcDefaults
{
    public const string StandardRom = "vgabios-stdvga.bin";
    public const string CirrusRom = "vgabios-cirrus.bin";
    public const string Standard = "std";
    public const string Cirrus = "cirrus";

    /// <summary>Values of <c>-vga</c>.</summary>
    public static readonly IReadOnlyList<string> Displays = ["none", Standard, Cirrus];

    private const string NetworkId = "default";

    /// <summary>The display when <c>-vga</c> is not given: a <c>-device</c> that is one takes its place.</summary>
    public static string DisplayOf(MachineConfig config) =>
        config.NoDefaults || Has(config, VgaProperties.Driver) || Has(config, CirrusProperties.Driver)
            ? "none"
            : PcBoardProperties.Get(config, PcProperties.Display);

    /// <summary>The driver of the network card that the version has by default.</summary>
    public static string NetworkDriverOf(MachineConfig config) =>
        PcBoardProperties.Get(
            config,
            PcVersions.IsQ35(config.Machine) ? PcProperties.Q35Network : PcProperties.Network
        );

    /// <summary>A default network card that this board should have and has not, or null.</summary>
    public static string? MissingFrom(MachineConfig config) =>
        config.NoDefaults || config.Netdevs.Count != 0 || NetworkDriverOf(config) == E1000Properties.Driver
            ? null
            : NetworkDriverOf(config);

    /// <summary>With the default network card and its backend; a <c>-netdev</c> takes their place. A card that is not implemented is left out.</summary>
    public static MachineConfig WithNetwork(MachineConfig config) =>
        config.NoDefaults || config.Netdevs.Count != 0 || NetworkDriverOf(config) != E1000Properties.Driver
            ? config
            : config with
            {
                Devices =
                [
                    new DeviceConfig(
                        E1000Properties.Driver,
                        [new PropertyValue(E1000Properties.Backend.Name, NetworkId)]
                    ),
                    .. config.Devices,
                ],
                Netdevs = [new NetdevConfig(NetworkId, "user", [], [])],
            };

    /// <summary>Without the option ROMs of displays and cards that are not there.</summary>
    public static MachineConfig WithoutUnusedRoms(MachineConfig config)
    {
        List<string> unused = [];
        Add(StandardRom, config.Vga == Standard || Has(config, VgaProperties.Driver));
        Add(CirrusRom, config.Vga == Cirrus || Has(config, CirrusProperties.Driver));
        var wanted = PcVersions
            .PropertiesOf(config, E1000Properties.Driver, E1000Properties.All)
            .Get(E1000Properties.RomFile);
        foreach (var name in E1000Properties.RomFiles)
        {
            Add(name, name == wanted && Has(config, E1000Properties.Driver));
        }

        return config.Roms.Any(rom => unused.Contains(rom.Name))
            ? config with
            {
                Roms = [.. config.Roms.Where(rom => !unused.Contains(rom.Name))],
            }
            : config;

        void Add(string name, bool isUsed)
        {
            if (!isUsed)
            {
                unused.Add(name);
            }
        }
    }

    private static bool Has(MachineConfig config, string driver) =>
        config.Devices.Any(device => device.Driver == driver);
}
