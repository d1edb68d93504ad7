using System.Collections.Generic;

namespace ReplayEmu.Devices.Pseries.Rtas;

/// <summary>Numbers of the RTAS calls, as QEMU gives them: a guest reads them in the device tree.</summary>
public static class RtasTokens
{
    public const uint DisplayCharacter = 0x2000;
    public const uint PowerOff = 0x2003;
    public const uint SystemReboot = 0x2004;
    public const uint Quiesce = 0x2011;
    public const uint NvramFetch = 0x2012;
    public const uint NvramStore = 0x2013;
    public const uint ReadPciConfig = 0x2016;
    public const uint WritePciConfig = 0x2017;

    /// <summary>What the node <c>/rtas</c> lists.</summary>
    public static IReadOnlyList<(string Name, uint Token)> All { get; } =
    [
        ("display-character", DisplayCharacter),
        ("power-off", PowerOff),
        ("system-reboot", SystemReboot),
        ("quiesce", Quiesce),
        ("nvram-fetch", NvramFetch),
        ("nvram-store", NvramStore),
        ("ibm,read-pci-config", ReadPciConfig),
        ("ibm,write-pci-config", WritePciConfig),
    ];
}
