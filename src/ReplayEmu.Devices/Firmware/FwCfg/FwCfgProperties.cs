using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>Properties of <c>fw_cfg_io</c>, the firmware configuration device of PC machines.</summary>
public static class FwCfgProperties
{
    public const string Driver = "fw_cfg_io";

    public static SwitchProperty Dma { get; } = new(Driver, "dma_enabled", true, "DMA interface at port 0x514");

    public static NumberProperty<uint> FileSlots { get; } =
        new(Driver, "x-file-slots", 0x20, "how many files fit, 0x10 to 0x3fe0", 0x3fe0);

    public static IReadOnlyList<DeviceProperty> All { get; } = [Dma, FileSlots];
}
