using System.Buffers.Binary;
using ReplayEmu.Devices.Pc.Acpi;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>
/// Intel 82801IB (ICH9) LPC bridge, 00:1f.0: routes the eight PCI wires to interrupt requests 0 to 15 and, each to its own, to 16 to
/// 23; the power management block behind PMBASE, the chipset registers behind RCBA, the APM ports and the reset register. Accepted
/// without effect, as in QEMU: decode ranges and enables (0x80 to 0x93), firmware hub (0xD0 to 0xDC), and in the power management
/// block the TCO watchdog (0x60 to 0x7F, reads as 0), which never fires.
/// </summary>
public sealed unsafe class Ich9Lpc : PciFunction, IIrqSink
{
    /// <summary>PCI interrupt wires, PIRQA to PIRQH.</summary>
    public const int Wires = 8;

    /// <summary>The request that PIRQA has for itself.</summary>
    private const int FirstOwnRequest = 16;

    private readonly Ich9LpcState* state;
    private readonly Ich9ChipsetRegisters chipset;
    private readonly AcpiGeneralEvents events;
    private readonly ApmPorts apm;
    private readonly PirqRouter router;
    private readonly Ich9Sci sci;
    private readonly Mapping pm;
    private readonly Mapping chipsetWindow;
    private readonly IrqLine[] own = new IrqLine[Wires];

    /// <param name="system">The machine's memory, for RCBA.</param>
    /// <param name="requests">Inputs 0 to 23 are the machine's interrupt requests.</param>
    /// <param name="smi">System management interrupt of the CPU, null when it has none.</param>
    /// <param name="decodedPorts">What is on the LPC bus, for register 0x82: bit 0 COM1, 1 COM2, 2 LPT1, 3 floppy.</param>
    /// <param name="noReboot">See <see cref="Ich9Properties.NoReboot"/>.</param>
    public Ich9Lpc(
        VirtualMachine machine,
        PciBus bus,
        int address,
        ContainerRegion system,
        IIrqSink requests,
        IrqLine? smi,
        int decodedPorts,
        bool noReboot = false
    )
        : base(
            machine,
            bus,
            address,
            "ICH9-LPC",
            new PciIdentity(0x8086, 0x2918, 0x060100) { Revision = 2, HeaderType = 0x80 }
        )
    {
        state = machine.Arena.Add<Ich9LpcState>("ich9-lpc");
        Declare(Ich9Register.PmBase, 4, 1, 0xff80);
        Declare(Ich9Register.PirqA, 4, 0x8080_8080, uint.MaxValue);
        Declare(Ich9Register.PirqE, 4, 0x8080_8080, uint.MaxValue);
        Declare(Ich9Register.LpcIo, 4, (uint)decodedPorts << 16, uint.MaxValue);

        router = new PirqRouter(machine, "ich9", requests, Wires, RouteOf);
        bus.Router = this;
        for (var wire = 0; wire < Wires; wire++)
        {
            own[wire] = machine.Irqs.Connect($"irq{FirstOwnRequest + wire}.ich9", requests, FirstOwnRequest + wire);
        }

        sci = new Ich9Sci(state, router.Interrupts, requests);
        Acpi = new AcpiPm1(machine, "ich9", machine.Irqs.Connect("sci.ich9", sci, 0));
        events = new AcpiGeneralEvents(machine, "ich9", Acpi, Ich9Register.GeneralEventsSize);
        apm = new ApmPorts(machine, "ich9", Acpi, smi)
        {
            AcpiCommands = (Enable: 2, Disable: 3),
            RaisesSmi = () => (state->SmiEnable & Ich9Register.SmiOnApm) != 0,
        };
        ResetControl = new ResetControl(machine, "ich9", 0x0a);
        chipset = new Ich9ChipsetRegisters(state, noReboot);

        var block = new ContainerRegion("ich9-pm", Ich9Register.PmSize);
        block.Map(0, Region("ich9-pm1", 16, Acpi, new AccessSizes(1, 4)));
        block.Map(
            Ich9Register.GeneralEvents,
            Region("ich9-gpe0", Ich9Register.GeneralEventsSize, events, AccessSizes.Byte)
        );
        block.Map(
            Ich9Register.SmiEnable,
            Region("ich9-smi", 8, new Ich9SmiControl(this, state), new AccessSizes(4, 4))
        );
        block.Map(Ich9Register.Tco, Region("ich9-tco", 32, new ReadsAsZero(), AccessSizes.UpTo4));
        pm = machine.Ports.Root.Map(0, block, 0, Visibility.None);
        machine.Ports.Root.Map(ApmPorts.Port, Region("ich9-apm", 2, apm, AccessSizes.Byte));
        chipsetWindow = system.Map(
            0,
            Region("ich9-rcba", Ich9ChipsetRegisters.Size, chipset, AccessSizes.UpTo4),
            priority: 1,
            Visibility.None
        );
    }

    /// <summary>The registers that software finds through the FADT.</summary>
    public AcpiPm1 Acpi { get; }

    /// <summary>Interrupt requests 0 to 15 of ISA and board devices.</summary>
    public IIrqSink Interrupts => router.Interrupts;

    /// <summary>Byte accesses to port 0xCF9.</summary>
    public ResetControl ResetControl { get; }

    internal bool IsSmiLocked => (Config[Ich9Register.GeneralPm1] & 0x10) != 0;

    /// <summary>
    /// The wire of a slot's pin: slots 0 to 24 and 30 spread over PIRQE to PIRQH, the chipset's own are straight on PIRQA to PIRQD.
    /// </summary>
    /// <param name="pin">0 for INTA#.</param>
    public static int WireOf(int slot, int pin) =>
        slot switch
        {
            30 => pin + 4,
            >= 25 => pin,
            _ => ((slot + pin) & 3) + 4,
        };

    /// <summary>A PCI interrupt wire, 0 (PIRQA) to 7, changes.</summary>
    public void SetInput(int input, bool level)
    {
        own[input].Set(level);
        router.SetInput(input, level);
    }

    public override void Reset()
    {
        base.Reset();
        *state = default;
        chipset.Reset();
        sci.Choose(0, drives: false);
        Acpi.Reset();
        events.Reset();
        apm.Reset();
        ResetControl.Reset();
        router.Update();
        MapWindows();
    }

    public override void StateReplaced()
    {
        base.StateReplaced();
        sci.Choose(Config[Ich9Register.AcpiControl] & 7, drives: false);
        MapWindows();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        sci.Choose(Config[Ich9Register.AcpiControl] & 7, drives: true);
        if (register >= Ich9Register.PirqA && register < Ich9Register.PirqE + 4)
        {
            router.Update();
        }

        MapWindows();
    }

    private byte RouteOf(int wire)
    {
        var register = wire < 4 ? Ich9Register.PirqA + wire : Ich9Register.PirqE + wire - 4;
        // Bit 7 disables; bits 6..4 are reserved.
        return (byte)(Config[register] & 0x8f);
    }

    private void MapWindows()
    {
        var pmBase = BinaryPrimitives.ReadUInt32LittleEndian(Config[Ich9Register.PmBase..]) & 0xff80;
        // The enable in ACPI_CNTL is not looked at, as in QEMU: an address other than 0 is enough.
        pm.Move(pmBase, pmBase != 0 ? Visibility.ReadWrite : Visibility.None);
        var chipsetBase = BinaryPrimitives.ReadUInt32LittleEndian(Config[Ich9Register.RootComplexBase..]);
        chipsetWindow.Move(
            chipsetBase & ~(Ich9ChipsetRegisters.Size - 1u),
            (chipsetBase & 1) != 0 ? Visibility.ReadWrite : Visibility.None
        );
    }

    private IoRegion Region(string name, ulong size, IBusDevice device, AccessSizes sizes) =>
        new(name, size, device, sizes) { Source = Source };

    private sealed class ReadsAsZero : IBusDevice
    {
        public ulong Read(ulong offset, int size) => 0;

        public void Write(ulong offset, int size, ulong value)
        {
            // The watchdog's registers are accepted without effect.
        }
    }
}
