using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.Q35;

/// <summary>Properties of the Q35 host bridge, QEMU's <c>mch</c>.</summary>
public static class Q35Properties
{
    public const string Driver = "mch";

    public static readonly NumberProperty<ushort> ExtendedTsegMegabytes = new(
        Driver,
        "extended-tseg-mbytes",
        64,
        "MiB that TSEG size 3 stands for; 0 takes the size and its register away"
    );

    public static readonly SwitchProperty SmbaseRam = new(
        Driver,
        "smbase-smram",
        true,
        "register 0x9c can keep the 128 KiB at 0x30000 for system management mode"
    );

    public static readonly IReadOnlyList<DeviceProperty> All = [ExtendedTsegMegabytes, SmbaseRam];
}
