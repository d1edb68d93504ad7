using NUnit.Framework;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Rng;
using ReplayEmu.Devices.Virtio.Scsi;
using ReplayEmu.Devices.Virtio.Serial;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Contract;

[TestFixture]
public sealed class VirtioBalloonContract : PciFunctionContract<VirtioBalloon>
{
    protected override VirtioBalloon CreateFunction(DeviceRig rig)
    {
        var properties = new PropertySet(VirtioBalloonProperties.Driver, VirtioBalloonProperties.All);
        return new VirtioBalloon(rig.Machine, Bus, properties, 0x10000);
    }
}

[TestFixture]
public sealed class VirtioBlockContract : PciFunctionContract<VirtioBlock>
{
    protected override VirtioBlock CreateFunction(DeviceRig rig)
    {
        var disk = new RawDisk(rig.Machine, "disk", new MemoryImage(new byte[65536]));
        var properties = new PropertySet(VirtioBlockProperties.Driver, VirtioBlockProperties.All);
        return new VirtioBlock(rig.Machine, Bus, properties, disk, isReadOnly: false);
    }
}

[TestFixture]
public sealed class VirtioNetContract : PciFunctionContract<VirtioNet>
{
    protected override VirtioNet CreateFunction(DeviceRig rig)
    {
        var properties = new PropertySet(VirtioNetProperties.Driver, VirtioNetProperties.All);
        return new VirtioNet(rig.Machine, Bus, properties, new EthernetCable(), 0);
    }
}

[TestFixture]
public sealed class VirtioRngContract : PciFunctionContract<VirtioRng>
{
    protected override VirtioRng CreateFunction(DeviceRig rig)
    {
        var properties = new PropertySet(VirtioRngProperties.Driver, VirtioRngProperties.All);
        return new VirtioRng(rig.Machine, Bus, properties, 1);
    }
}

[TestFixture]
public sealed class VirtioScsiContract : PciFunctionContract<VirtioScsi>
{
    protected override VirtioScsi CreateFunction(DeviceRig rig)
    {
        var properties = new PropertySet(VirtioScsiProperties.Driver, VirtioScsiProperties.All);
        var controller = new VirtioScsi(rig.Machine, Bus, properties);
        var disk = new RawDisk(rig.Machine, "disk", new MemoryImage(new byte[65536]));
        controller.AddDisk(
            new PropertySet(ScsiDiskProperties.Driver, ScsiDiskProperties.All),
            disk,
            isReadOnly: false,
            "disk"
        );
        return controller;
    }
}

[TestFixture]
public sealed class VirtioSerialContract : PciFunctionContract<VirtioSerial>
{
    protected override VirtioSerial CreateFunction(DeviceRig rig)
    {
        var properties = new PropertySet(VirtioSerialProperties.Driver, VirtioSerialProperties.All);
        properties.Set("max_ports", "2");
        var device = new VirtioSerial(rig.Machine, Bus, properties);
        var port = new PropertySet(VirtioPortProperties.ConsoleDriver, VirtioPortProperties.Console.All);
        port.Set("chardev", "c0");
        device.AddPort(port);
        return device;
    }
}
