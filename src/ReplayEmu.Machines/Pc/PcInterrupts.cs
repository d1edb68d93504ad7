using ReplayEmu.Cpu.X86;
using ReplayEmu.Devices.Pc.IoApic;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Devices.Pc.Pic8259;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// The interrupt controllers of the board: requests 0 to 15 reach the 8259As and the I/O APIC, 16 to 23 only the latter. The
/// 8259As' output goes through the CPU's local APIC, or straight to a CPU that has none.
/// </summary>
internal sealed class PcInterrupts : IIrqSink
{
    private const int IsaRequests = 16;
    private readonly Pic8259Device pic;
    private readonly IoApicDevice ioApic;
    private readonly LocalApicDevice? localApic;

    public PcInterrupts(VirtualMachine machine, MachineConfig config, ContainerRegion memory, PcProcessor processor)
    {
        pic = new Pic8259Device(machine);
        var bus = new ApicBus();
        ioApic = new IoApicDevice(machine, memory, bus, pic, PcBoardProperties.SetOf(config, IoApicProperties.Driver));
        if (!processor.HasLocalApic)
        {
            pic.Output = machine.Irqs.Connect("intr", processor.Pins, (int)X86Pin.Intr);
            processor.InterruptController = pic;
            return;
        }

        var pins = new LocalApicPins(
            machine.Irqs.Connect("intr", processor.Pins, (int)X86Pin.Intr),
            machine.Irqs.Connect("nmi.apic0", processor.Pins, (int)X86Pin.Nmi),
            machine.Irqs.Connect("smi.apic0", processor.Pins, (int)X86Pin.Smi),
            machine.Irqs.Connect("init.apic0", processor.Pins, (int)X86Pin.Init)
        );
        localApic = new LocalApicDevice(
            machine,
            bus,
            0,
            pins,
            pic,
            PcBoardProperties.SetOf(config, LocalApicProperties.Driver)
        );
        _ = new LocalApicWindow(machine, memory, bus);
        pic.Output = machine.Irqs.Connect("lint0", localApic, LocalApicDevice.Lint0);
        processor.InterruptController = localApic;
        processor.LocalApicEnable = machine.Irqs.Connect("apic0.enable", localApic, LocalApicDevice.GlobalEnable);
    }

    /// <summary>The parts, in the order of their resets.</summary>
    public IDevice[] Devices => localApic is null ? [pic, ioApic] : [localApic, pic, ioApic];

    public void SetInput(int input, bool level)
    {
        if (input < IsaRequests)
        {
            pic.SetInput(input, level);
        }

        ioApic.SetInput(input, level);
    }
}
