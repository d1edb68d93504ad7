using ReplayEmu.Devices.Pc.IoApic;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Tests.Pc.Apic;

/// <summary>One local and one I/O APIC; an 8259A whose vector is always 0x77.</summary>
internal sealed class ApicRig : IInterruptAcknowledge, IStartup
{
    public const int Interrupt = 30;
    public const int Nmi = 31;
    public const int Smi = 32;
    public const int Init = 33;
    public const byte ExternalVector = 0x77;
    private readonly DeviceRig rig;

    private ApicRig(DeviceRig rig)
    {
        this.rig = rig;
        var bus = new ApicBus(rig.Machine);
        var irqs = rig.Machine.Irqs;
        var pins = new LocalApicPins(
            irqs.Connect("intr", rig, Interrupt),
            irqs.Connect("nmi", rig, Nmi),
            irqs.Connect("smi", rig, Smi),
            irqs.Connect("init", rig, Init),
            this
        );
        var root = rig.Machine.Memory.Root;
        Local = new LocalApicDevice(
            rig.Machine,
            bus,
            0,
            0,
            pins,
            this,
            new PropertySet(LocalApicProperties.Driver, LocalApicProperties.All)
        );
        _ = new LocalApicWindow(rig.Machine, root, bus);
        Io = new IoApicDevice(
            rig.Machine,
            root,
            bus,
            this,
            new PropertySet(IoApicProperties.Driver, IoApicProperties.All)
        );
    }

    public LocalApicDevice Local { get; }

    public IoApicDevice Io { get; }

    public static ApicRig Create(DeviceRig rig) => new(rig);

    /// <summary>Adds the devices and resets, then enables the local APIC with spurious vector 0xff.</summary>
    public static ApicRig Start(DeviceRig rig)
    {
        var parts = new ApicRig(rig);
        rig.Machine.AddDevice(parts.Local);
        rig.Machine.AddDevice(parts.Io);
        rig.Machine.Reset();
        parts.WriteLocal(0xf0, 0x1ff);
        return parts;
    }

    /// <summary>Pages of the startup interrupts that the CPU heard.</summary>
    public System.Collections.Generic.List<byte> Startups { get; } = [];

    public void Start(byte page) => Startups.Add(page);

    public byte AcknowledgeInterrupt() => ExternalVector;

    public uint ReadLocal(uint offset) => (uint)rig.Machine.Memory.Read(0xfee0_0000 + offset, 4);

    public void WriteLocal(uint offset, uint value) => rig.Machine.Memory.Write(0xfee0_0000 + offset, 4, value);

    public uint ReadIo(byte register)
    {
        rig.Machine.Memory.Write(0xfec0_0000, 4, register);
        return (uint)rig.Machine.Memory.Read(0xfec0_0010, 4);
    }

    public void WriteIo(byte register, uint value)
    {
        rig.Machine.Memory.Write(0xfec0_0000, 4, register);
        rig.Machine.Memory.Write(0xfec0_0010, 4, value);
    }
}
