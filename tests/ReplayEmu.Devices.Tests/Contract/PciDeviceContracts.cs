using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Pc.I440fx;
using ReplayEmu.Devices.Pc.Ich9;
using ReplayEmu.Devices.Pc.Piix;
using ReplayEmu.Devices.Pc.Q35;
using ReplayEmu.Devices.Storage.Ahci;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Contract;

[TestFixture]
public sealed class VgaContract : PciFunctionContract<VgaDevice>
{
    protected override VgaDevice CreateFunction(DeviceRig rig)
    {
        var properties = new PropertySet(VgaProperties.Driver, VgaProperties.All);
        properties.Set("vgamem_mb", "1");
        return new VgaDevice(rig.Machine, Bus, properties, new MemoryImage(new byte[512]));
    }
}

[TestFixture]
public sealed class CirrusContract : PciFunctionContract<CirrusDevice>
{
    protected override IReadOnlyList<string> NotModelled => ["cirrus-vga: transfer to the processor"];

    protected override CirrusDevice CreateFunction(DeviceRig rig) =>
        new(
            rig.Machine,
            Bus,
            new PropertySet(CirrusProperties.Driver, CirrusProperties.All),
            new MemoryImage(new byte[512])
        );
}

[TestFixture]
public sealed class E1000Contract : PciFunctionContract<E1000Device>
{
    protected override E1000Device CreateFunction(DeviceRig rig) =>
        new(rig.Machine, Bus, new PropertySet(E1000Properties.Driver, E1000Properties.All), new EthernetCable(), 0);
}

[TestFixture]
public sealed class I440fxHostContract : PciFunctionContract<I440fxHost>
{
    protected override I440fxHost CreateFunction(DeviceRig rig) =>
        new(rig.Machine, Bus, rig.Machine.Memory.Root, 1 << 20);
}

[TestFixture]
public sealed class Piix3IsaContract : PciFunctionContract<Piix3Isa>
{
    protected override Piix3Isa CreateFunction(DeviceRig rig) => new(rig.Machine, Bus, 8, rig);
}

[TestFixture]
public sealed class Piix3IdeContract : PciFunctionContract<Piix3Ide>
{
    protected override Piix3Ide CreateFunction(DeviceRig rig) =>
        new(
            rig.Machine,
            Bus,
            9,
            rig.Machine.Irqs.Connect("irq14", rig, 14),
            rig.Machine.Irqs.Connect("irq15", rig, 15)
        );
}

[TestFixture]
public sealed class Piix4PmContract : PciFunctionContract<Piix4Pm>
{
    protected override IReadOnlyList<string> NotModelled => ["PIIX4_PM hot-plug: eject of slots"];

    protected override Piix4Pm CreateFunction(DeviceRig rig) =>
        new(
            rig.Machine,
            Bus,
            11,
            rig.Machine.Irqs.Connect("sci", rig, 9),
            rig.Machine.Irqs.Connect("smi", rig, 16),
            false,
            1
        );
}

[TestFixture]
public sealed class Q35HostContract : PciFunctionContract<Q35Host>
{
    protected override Q35Host CreateFunction(DeviceRig rig) =>
        new(
            rig.Machine,
            Bus,
            rig.Machine.Memory.Root,
            new ContainerRegion("ram", 1 << 20),
            1 << 20,
            new PropertySet(Q35Properties.Driver, Q35Properties.All)
        );
}

[TestFixture]
public sealed class Ich9LpcContract : PciFunctionContract<Ich9Lpc>
{
    protected override IReadOnlyList<string> NotModelled => ["ich9 PM1_CNT: suspend to RAM"];

    protected override Ich9Lpc CreateFunction(DeviceRig rig) =>
        new(
            rig.Machine,
            Bus,
            0x1f << 3,
            rig.Machine.Memory.Root,
            rig,
            rig.Machine.Irqs.Connect("smi", rig, 30),
            decodedPorts: 1
        );
}

[TestFixture]
public sealed class Ich9SmbusContract : PciFunctionContract<Ich9Smbus>
{
    protected override Ich9Smbus CreateFunction(DeviceRig rig) => new(rig.Machine, Bus, (0x1f << 3) | 3);
}

[TestFixture]
public sealed class AhciContract : PciFunctionContract<AhciController>
{
    protected override AhciController CreateFunction(DeviceRig rig) => new(rig.Machine, Bus, (0x1f << 3) | 2);
}
