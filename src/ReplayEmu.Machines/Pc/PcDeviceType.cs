using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>A device that <c>-device</c> can add to the board.</summary>
/// <param name="Driver">QEMU's name.</param>
/// <param name="Description">One line for <c>replayemu machines</c>.</param>
/// <param name="Properties">What <c>-device</c>, <c>-global</c> and version rows can set.</param>
/// <param name="Add">Builds the device and adds it to the machine.</param>
internal sealed record PcDeviceType(
    string Driver,
    string Description,
    IReadOnlyList<DeviceProperty> Properties,
    Action<PcBoard, PropertySet> Add
);
