using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>Properties of <c>scsi-hd</c>.</summary>
public static class ScsiDiskProperties
{
    public const string Driver = "scsi-hd";
    public const uint Next = uint.MaxValue;

    public static readonly TextProperty Drive = new(Driver, "drive", "", "id of the -drive if=none behind it");

    public static readonly TextProperty Bus = new(
        Driver,
        "bus",
        "",
        "scsiN.0 of a controller; the last one when absent"
    );

    public static readonly NumberProperty<uint> Channel = new(Driver, "channel", 0, "always 0", 0);

    public static readonly NumberProperty<uint> Target = new(
        Driver,
        "scsi-id",
        Next,
        "target; next free one when absent"
    );

    public static readonly NumberProperty<uint> Unit = new(Driver, "lun", Next, "logical unit; 0 when absent");

    public static readonly TextProperty Serial = new(Driver, "serial", "", "serial number, up to 36 characters");

    public static readonly TextProperty Version = new(Driver, "ver", "2.5+", "product revision, up to 4 characters");

    public static readonly SwitchProperty Fua = new(
        Driver,
        "dpofua",
        true,
        "says that forced unit access is understood"
    );

    public static readonly IReadOnlyList<DeviceProperty> All =
    [
        Drive,
        Bus,
        Channel,
        Target,
        Unit,
        Serial,
        Version,
        Fua,
    ];
}
