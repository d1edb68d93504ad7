using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Pc.DebugExit;
using ReplayEmu.Devices.Pc.Dma8237;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.I8042;
using ReplayEmu.Devices.Pc.IoApic;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Devices.Pc.Parallel;
using ReplayEmu.Devices.Pc.Pic8259;
using ReplayEmu.Devices.Pc.Pit8254;
using ReplayEmu.Devices.Pc.Port92;
using ReplayEmu.Devices.Pc.Rtc146818;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Devices.Tests.Pc.Apic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Contract;

[TestFixture]
public sealed class Pic8259Contract : DeviceContract<Pic8259Device>
{
    protected override Pic8259Device Create(DeviceRig rig)
    {
        var pic = new Pic8259Device(rig.Machine);
        pic.Output = rig.Machine.Irqs.Connect("intr", rig, 0);
        return pic;
    }
}

[TestFixture]
public sealed class Pit8254Contract : DeviceContract<Pit8254Device>
{
    protected override Pit8254Device Create(DeviceRig rig) => new(rig.Machine, rig);
}

[TestFixture]
public sealed class Rtc146818Contract : DeviceContract<Rtc146818Device>
{
    /// <summary>Battery-backed.</summary>
    protected override IReadOnlyList<string> KeptOverReset =>
        [
            "rtc146818.Bytes",
            "rtc146818.BaseSeconds",
            "rtc146818.BaseNanoseconds",
            "rtc146818.SeenSecond",
            "rtc146818.SeenTick",
        ];

    protected override Rtc146818Device Create(DeviceRig rig) => new(rig.Machine, rig, 1325376000);
}

[TestFixture]
public sealed class I8042Contract : DeviceContract<I8042Device>
{
    protected override I8042Device Create(DeviceRig rig) => new(rig.Machine, rig, rig, 20);
}

[TestFixture]
public sealed class Port92Contract : DeviceContract<Port92Device>
{
    protected override Port92Device Create(DeviceRig rig) => new(rig.Machine, rig, 20);
}

[TestFixture]
public sealed class Dma8237Contract : DeviceContract<Dma8237Device>
{
    protected override Dma8237Device Create(DeviceRig rig) => new(rig.Machine);
}

[TestFixture]
public sealed class DebugConsoleContract : DeviceContract<DebugConsoleDevice>
{
    protected override DebugConsoleDevice Create(DeviceRig rig) =>
        new(rig.Machine, "debugcon", new PropertySet(DebugConsoleProperties.Driver, DebugConsoleProperties.All));
}

[TestFixture]
public sealed class DebugExitContract : DeviceContract<DebugExitDevice>
{
    protected override DebugExitDevice Create(DeviceRig rig) =>
        new(rig.Machine, new PropertySet(DebugExitProperties.Driver, DebugExitProperties.All));
}

[TestFixture]
public sealed class ParallelContract : DeviceContract<ParallelDevice>
{
    protected override ParallelDevice Create(DeviceRig rig) =>
        new(rig.Machine, new PropertySet(ParallelProperties.Driver, ParallelProperties.All), rig);
}

[TestFixture]
public sealed class Uart16550Contract : DeviceContract<Uart16550Device>
{
    protected override Uart16550Device Create(DeviceRig rig) => new(rig.Machine, "serial0", 0x3f8, rig, 4);
}

[TestFixture]
public sealed class FwCfgContract : DeviceContract<FwCfgDevice>
{
    protected override FwCfgDevice Create(DeviceRig rig)
    {
        var device = new FwCfgDevice(rig.Machine, new FwCfgOptions { Dma = true });
        device.Items.AddFile("opt/a", new byte[100]);
        return device;
    }
}

[TestFixture]
public sealed class LocalApicContract : DeviceContract<LocalApicDevice>
{
    protected override LocalApicDevice Create(DeviceRig rig)
    {
        var parts = ApicRig.Create(rig);
        rig.Machine.AddDevice(parts.Io);
        return parts.Local;
    }
}

[TestFixture]
public sealed class IoApicContract : DeviceContract<IoApicDevice>
{
    protected override IoApicDevice Create(DeviceRig rig)
    {
        var parts = ApicRig.Create(rig);
        rig.Machine.AddDevice(parts.Local);
        return parts.Io;
    }
}

[TestFixture]
public sealed class HpetContract : DeviceContract<HpetDevice>
{
    protected override HpetDevice Create(DeviceRig rig) => new(rig.Machine, rig.Machine.Memory.Root, rig);
}
