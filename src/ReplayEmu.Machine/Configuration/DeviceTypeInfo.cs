using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machine.Configuration;

/// <summary>One driver that <c>-device</c> and <c>-global</c> know, as listed by <c>replayemu machines</c>.</summary>
/// <param name="Driver">QEMU's name, for example <c>virtio-balloon-pci</c>.</param>
/// <param name="Description">One line.</param>
/// <param name="Properties">With the newest version's defaults.</param>
public sealed record DeviceTypeInfo(string Driver, string Description, IReadOnlyList<DeviceProperty> Properties);
