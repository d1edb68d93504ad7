using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Storage;

/// <summary>Properties of every ATA disk, QEMU's <c>ide-hd</c>.</summary>
public static class AtaProperties
{
    public const string Driver = "ide-hd";

    public static TextProperty Version { get; } =
        new(Driver, "ver", "2.5+", "firmware revision of IDENTIFY DEVICE, up to 8 characters");

    public static IReadOnlyList<DeviceProperty> All { get; } = [Version];
}
