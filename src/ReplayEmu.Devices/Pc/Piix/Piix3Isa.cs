using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// Intel 82371SB (PIIX3) ISA bridge, 00:01.0: routes the four PCI interrupt wires to interrupt requests, where they meet the
/// ISA devices, and resets the machine through port 0xCF9. The other registers are accepted without effect, as in QEMU: ISA
/// timing (0x4C), ISA decode enables (0x4E), top of memory (0x69), motherboard routing (0x70, 0x71), DMA aliases (0x76, 0x77),
/// programmable chip select (0x78), SMI control (0xA0 to 0xAE).
/// </summary>
public sealed class Piix3Isa : PciFunction
{
    private const int PirqRoute = 0x60;

    /// <param name="requests">Inputs 0 to 15 are the machine's interrupt requests.</param>
    public Piix3Isa(VirtualMachine machine, PciBus bus, int address, IIrqSink requests)
        : base(
            machine,
            bus,
            address,
            "PIIX3",
            new PciIdentity(0x8086, 0x7000, 0x060100) { HeaderType = 0x80, Status = 0x0200 }
        )
    {
        Router = new PirqRouter(machine, "piix3", requests, 4, wire => Config[PirqRoute + wire]);
        ResetControl = new ResetControl(machine, "piix3", 0x02);
        bus.Router = Router;
        Declare(0x4c, 1, 0x4d, 0xff);
        Declare(0x4e, 2, 0x0003, 0xffff);
        Declare(PirqRoute, 4, 0x8080_8080, uint.MaxValue);
        Declare(0x69, 1, 0x02, 0xff);
        Declare(0x70, 1, 0x80, 0xff);
        Declare(0x76, 4, 0x0002_0c0c, uint.MaxValue);
        Declare(0xa0, 1, 0x08, 0xff);
        Declare(0xa8, 1, 0x0f, 0xff);
    }

    /// <summary>Takes the four PCI wires.</summary>
    public PirqRouter Router { get; }

    /// <summary>Interrupt requests 0 to 15 of ISA and board devices.</summary>
    public IIrqSink Interrupts => Router.Interrupts;

    /// <summary>Byte accesses to port 0xCF9.</summary>
    public ResetControl ResetControl { get; }

    public override void Reset()
    {
        base.Reset();
        ResetControl.Reset();
        Router.Update();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        if (register < PirqRoute + 4 && register + size > PirqRoute)
        {
            Router.Update();
        }
    }
}
