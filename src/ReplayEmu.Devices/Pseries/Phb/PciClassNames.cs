namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>Names of nodes after class codes (PCI Bus Binding to Open Firmware 2.1, 2.5), as SLOF and QEMU have them.</summary>
public static class PciClassNames
{
    private static readonly string[] storage = ["scsi", "ide", "fdc", "ipi", "raid", "ata", "sata", "sas"];
    private static readonly string[] network = ["ethernet", "token-ring", "fddi", "atm", "isdn", "worldfip", "picmg"];
    private static readonly string[] display = ["vga", "xga", "3d-controller"];
    private static readonly string[] multimedia = ["video", "sound", "telephony"];
    private static readonly string[] memory = ["memory", "flash"];
    private static readonly string[] communication =
    [
        "serial",
        "parallel",
        "multiport-serial",
        "modem",
        "gpib",
        "smart-card",
    ];
    private static readonly string[] bases =
    [
        "legacy-device",
        "mass-storage",
        "network",
        "display",
        "multimedia-device",
        "memory-controller",
        "unknown-bridge",
        "communication-controller",
        "system-peripheral",
        "input-controller",
        "docking-station",
        "cpu",
        "serial-bus",
        "wireless-controller",
        "intelligent-io",
        "satellite-device",
        "encryption",
        "data-processing-controller",
    ];

    /// <summary>The name for a base class and subclass.</summary>
    /// <param name="classCode">Base class in bits 8 to 15, subclass in bits 0 to 7.</param>
    public static string Of(uint classCode)
    {
        var (group, kind) = (classCode >> 8 & 0xff, classCode & 0xff);
        var names = group switch
        {
            1 => storage,
            2 => network,
            3 => display,
            4 => multimedia,
            5 => memory,
            7 => communication,
            _ => [],
        };
        return kind < names.Length ? names[kind]
            : (group, kind) == (0, 1) ? "video"
            : group < bases.Length ? bases[group]
            : "pci";
    }
}
