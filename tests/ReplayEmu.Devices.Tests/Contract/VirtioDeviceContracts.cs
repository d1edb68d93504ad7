using NUnit.Framework;
using ReplayEmu.Devices.Virtio.Balloon;
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
