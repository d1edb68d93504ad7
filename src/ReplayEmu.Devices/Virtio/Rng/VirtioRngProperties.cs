using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Rng;

/// <summary>Properties of <c>virtio-rng-pci</c>.</summary>
public static class VirtioRngProperties
{
    public const string Driver = "virtio-rng-pci";

    public static readonly VirtioPciProperties Pci = new(Driver);

    public static readonly IReadOnlyList<DeviceProperty> All = [.. Pci.All];
}
