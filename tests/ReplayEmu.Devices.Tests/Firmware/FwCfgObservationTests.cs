using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Tests.Firmware;

/// <summary>What traces hear of the firmware configuration device.</summary>
public sealed class FwCfgObservationTests : IObserver
{
    private readonly List<Interaction> heard = [];
    private DeviceRig rig = null!;

    [SetUp]
    public void SetUp()
    {
        heard.Clear();
        rig = new DeviceRig();
        var device = new FwCfgDevice(rig.Machine, new FwCfgOptions());
        device.Items.AddKey(FwCfgKeys.KernelSize, 5000u);
        device.Items.AddKey(FwCfgKeys.KernelData, new byte[5000]);
        rig.Machine.Observation.Observer = this;
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void Small_items_byte_by_byte()
    {
        Read(FwCfgKeys.KernelSize, 4);
        Assert.That(heard.Count(interaction => interaction.Kind == InteractionKind.PortRead), Is.EqualTo(4));
        Assert.That(heard[0].Kind, Is.EqualTo(InteractionKind.PortWrite));
    }

    [Test]
    public void Large_items_4_KiB_at_a_time()
    {
        Read(FwCfgKeys.KernelData, 5010);
        var ranges = heard.Where(interaction => interaction.Kind == InteractionKind.DmaRead).ToArray();
        Assert.That(ranges.Select(range => range.Size), Is.EqualTo(new[] { 4096u, 904u }));
        Assert.That(ranges.Select(range => range.Address), Is.EqualTo(new[] { 0x11_0000_0000ul, 0x11_0000_1000ul }));
    }

    public void OnInteraction(in Interaction interaction) => heard.Add(interaction);

    private void Read(ushort key, int count)
    {
        rig.Machine.Ports.Write(0x510, 2, key);
        for (var i = 0; i < count; i++)
        {
            rig.In(0x511);
        }
    }
}
