using NUnit.Framework;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Pc.DebugExit;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class DebugPortTests
{
    [Test]
    public void TheConsoleWritesAndReadsBack()
    {
        using var rig = new DeviceRig();
        var properties = new PropertySet(DebugConsoleProperties.Driver, DebugConsoleProperties.All);
        properties.Set("iobase", "0x402");
        _ = new DebugConsoleDevice(rig.Machine, "debugcon", properties);
        rig.Out(0x402, 'A');
        Assert.That((rig.Output.ToArray(), rig.In(0x402)), Is.EqualTo((new[] { (byte)'A' }, (byte)0xe9)));
    }

    [TestCase(0u, 1)]
    [TestCase(0x10u, 0x21)]
    [TestCase(0xffu, 0xff)]
    public void TheExitCodeIsTwiceTheValuePlusOne(uint value, int code)
    {
        using var rig = new DeviceRig();
        _ = new DebugExitDevice(rig.Machine, new PropertySet(DebugExitProperties.Driver, DebugExitProperties.All));
        rig.Machine.Ports.Write(0x501, 1, value);
        Assert.That(rig.Machine.Run(100), Is.EqualTo(StopReason.GuestExit));
        Assert.That(rig.Machine.ExitCode, Is.EqualTo(code));
    }

    [Test]
    public void ExitPortsMustFit()
    {
        using var rig = new DeviceRig();
        var properties = new PropertySet(DebugExitProperties.Driver, DebugExitProperties.All);
        properties.Set("iobase", "0xffff");
        Assert.That(() => new DebugExitDevice(rig.Machine, properties), Throws.TypeOf<ConfigurationException>());
    }
}
