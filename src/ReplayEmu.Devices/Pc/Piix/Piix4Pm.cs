using System.Buffers.Binary;
using ReplayEmu.Devices.Pc.Acpi;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// Intel 82371AB (PIIX4) power management, 00:01.3: ACPI PM1 and GPE0 blocks, the 3.579545 MHz PM timer, the APM ports that
/// raise an SMI, an SMBus without devices, and QEMU's PCI hot-plug registers at 0xAE00.
/// </summary>
public sealed class Piix4Pm : PciFunction
{
    private const int PmBase = 0x40;
    private const int DeviceActivationB = 0x5b;
    private const byte ApmSmiEnable = 0x02;
    private const int DeviceResourceA = 0x5c;
    private const int PmIoEnable = 0x80;
    private const ushort SmbusPort = 0xb100;
    private readonly VirtualMachine machine;
    private readonly Mapping pm;
    private readonly AcpiGeneralEvents events;
    private readonly ApmPorts apm;
    private readonly SmbusHost smbus;

    /// <param name="sci">System control interrupt, request 9.</param>
    /// <param name="smi">
    /// System management interrupt of the CPU. Null when the CPU has no system management mode: then register 0x5B tells firmware
    /// that it was set up already, as QEMU does for such CPUs, and APM commands raise nothing.
    /// </param>
    /// <param name="hasParallelPort">A parallel port at 0x378 is on the board: shown in register 0x5F.</param>
    /// <param name="serialPorts">Serial ports on the board, 0 to 2: shown in register 0x67.</param>
    public Piix4Pm(
        VirtualMachine machine,
        PciBus bus,
        int address,
        IrqLine sci,
        IrqLine? smi,
        bool hasParallelPort,
        int serialPorts
    )
        : base(
            machine,
            bus,
            address,
            "PIIX4_PM",
            new PciIdentity(0x8086, 0x7113, 0x068000)
            {
                Revision = 3,
                Status = 0x0280,
                InterruptPin = 1,
            }
        )
    {
        this.machine = machine;
        Acpi = new AcpiPm1(machine, "piix4", sci);
        events = new AcpiGeneralEvents(machine, "piix4", Acpi, 4);
        apm = new ApmPorts(machine, "piix4", Acpi, smi)
        {
            AcpiCommands = (Enable: 0xf1, Disable: 0xf0),
            RaisesSmi = () => (Config[DeviceActivationB] & ApmSmiEnable) != 0,
        };
        smbus = new SmbusHost(machine, "piix4");
        Declare(PmBase, 4, 1, uint.MaxValue);
        Declare(DeviceResourceA, 4, hasParallelPort ? 0x9000_0000 : 0x1000_0000, uint.MaxValue);
        Declare(DeviceActivationB, 1, smi is null ? ApmSmiEnable : 0u, 0xff);
        Declare(0x60, 4, 0x6000_0000, uint.MaxValue);
        Declare(
            0x64,
            4,
            serialPorts switch
            {
                0 => 0,
                1 => 0x0800_0000,
                _ => 0x9800_0000,
            },
            uint.MaxValue
        );
        Declare(0x90, 4, SmbusPort | 1, uint.MaxValue);
        Declare(0xd2, 1, 0x09, 0xff);

        pm = machine.Ports.Root.Map(0, Region("piix4-pm", 64, Acpi, new AccessSizes(1, 4)), 0, Visibility.None);
        Map(0xafe0, Region("piix4-gpe", 4, events, AccessSizes.Byte));
        Map(0xae00, Region("piix4-hotplug", 16, new Piix4Hotplug(), new AccessSizes(4, 4)));
        Map(SmbusPort, Region("piix4-smbus", 64, smbus, AccessSizes.Byte));
        Map(ApmPorts.Port, Region("piix4-apm", 2, apm, AccessSizes.Byte));
    }

    /// <summary>The registers that software finds through the FADT.</summary>
    public AcpiPm1 Acpi { get; }

    public override void Reset()
    {
        base.Reset();
        Acpi.Reset();
        events.Reset();
        apm.Reset();
        smbus.Reset();
        MapPm();
    }

    public override void StateReplaced()
    {
        base.StateReplaced();
        MapPm();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        if (register + size > PmBase && register <= PmIoEnable)
        {
            MapPm();
        }
    }

    private void MapPm()
    {
        var address = BinaryPrimitives.ReadUInt32LittleEndian(Config[PmBase..]) & 0xffc0;
        pm.Move(address, (Config[PmIoEnable] & 1) != 0 ? Visibility.ReadWrite : Visibility.None);
    }

    private IoRegion Region(string name, ulong size, IBusDevice device, AccessSizes sizes) =>
        new(name, size, device, sizes) { Source = Source };

    private void Map(ulong port, IoRegion region) => machine.Ports.Root.Map(port, region);
}
