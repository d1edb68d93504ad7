using System.Text;
using NUnit.Framework;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Devices.Pseries.Vty;

namespace ReplayEmu.Devices.Tests.Pseries;

[TestFixture]
public sealed class SpaprVtyTests
{
    private DeviceRig rig = null!;
    private SpaprVty vty = null!;

    [SetUp]
    public void Build()
    {
        rig = new DeviceRig();
        vty = new SpaprVty(rig.Machine, "serial0");
    }

    [TearDown]
    public void Dispose() => rig.Dispose();

    [Test]
    public void Characters_leave_in_the_order_of_the_registers()
    {
        vty.Put(0, 9, 0x4142434445464748, 0x4900000000000000);
        Assert.That(Encoding.ASCII.GetString([.. rig.Output]), Is.EqualTo("ABCDEFGHI"));
    }

    [Test]
    public void More_than_sixteen_characters_are_refused() =>
        Assert.That(vty.Put(0, 17, 0, 0), Is.EqualTo(HypercallStatus.Parameter));

    [Test]
    public void Another_unit_is_refused() =>
        Assert.That(vty.Get(5, out _, out _, out _), Is.EqualTo(HypercallStatus.Parameter));

    [Test]
    public void Typed_characters_are_fetched_once()
    {
        rig.Send("serial0", [0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49]);
        vty.Get(SpaprVty.Unit, out var length, out var first, out var second);
        vty.Get(SpaprVty.Unit, out var rest, out _, out _);
        Assert.That((length, first, second, rest), Is.EqualTo((9UL, 0x4142434445464748UL, 0x4900000000000000UL, 0UL)));
    }
}
