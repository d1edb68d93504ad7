using System.Globalization;
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
/// 8259As' output goes through the CPUs' local APICs, or straight to a CPU that has none.
/// </summary>
internal sealed class PcInterrupts : IIrqSink
{
    private const int IsaRequests = 16;
    private readonly Pic8259Device pic;
    private readonly IoApicDevice ioApic;
    private readonly LocalApicDevice[] localApics;

    public PcInterrupts(VirtualMachine machine, MachineConfig config, ContainerRegion memory, PcProcessor processor)
    {
        pic = new Pic8259Device(machine);
        var bus = new ApicBus(machine);
        ioApic = new IoApicDevice(machine, memory, bus, pic, PcBoardProperties.SetOf(config, IoApicProperties.Driver));
        if (!processor.HasLocalApic)
        {
            var only = processor.All[0];
            pic.Output = machine.Irqs.Connect("intr", only, (int)X86Pin.Intr);
            only.InterruptController = pic;
            localApics = [];
            return;
        }

        var properties = PcBoardProperties.SetOf(config, LocalApicProperties.Driver);
        localApics = new LocalApicDevice[processor.All.Count];
        for (var i = 0; i < localApics.Length; i++)
        {
            localApics[i] = ConnectApic(machine, bus, processor.All[i], i, properties);
        }

        _ = new LocalApicWindow(machine, memory, bus);
        pic.Output = localApics is [var single]
            ? machine.Irqs.Connect("lint0", single, LocalApicDevice.Lint0)
            : machine.Irqs.Connect("lint0", new VirtualWire(localApics), LocalApicDevice.Lint0);
    }

    /// <summary>The parts, in the order of their resets.</summary>
    public IDevice[] Devices => [.. localApics, pic, ioApic];

    public void SetInput(int input, bool level)
    {
        if (input < IsaRequests)
        {
            pic.SetInput(input, level);
        }

        ioApic.SetInput(input, level);
    }

    private LocalApicDevice ConnectApic(
        VirtualMachine machine,
        ApicBus bus,
        X86Cpu cpu,
        int index,
        PropertySet properties
    )
    {
        var number = index.ToString(CultureInfo.InvariantCulture);
        var pins = new LocalApicPins(
            machine.Irqs.Connect(index == 0 ? "intr" : "intr.apic" + number, cpu, (int)X86Pin.Intr),
            machine.Irqs.Connect("nmi.apic" + number, cpu, (int)X86Pin.Nmi),
            machine.Irqs.Connect("smi.apic" + number, cpu, (int)X86Pin.Smi),
            machine.Irqs.Connect("init.apic" + number, cpu, (int)X86Pin.Init),
            cpu
        );
        var apic = new LocalApicDevice(machine, bus, (byte)index, cpu.ApicId, pins, pic, properties);
        cpu.InterruptController = apic;
        cpu.TaskPriority = apic;
        cpu.LocalApicEnable = machine.Irqs.Connect("apic" + number + ".enable", apic, LocalApicDevice.GlobalEnable);
        return apic;
    }

    /// <summary>The 8259As' output at the LINT0 pin of every local APIC; all but the first have it masked until a guest opens it.</summary>
    private sealed class VirtualWire(LocalApicDevice[] apics) : IIrqSink
    {
        public void SetInput(int input, bool level)
        {
            foreach (var apic in apics)
            {
                apic.SetInput(input, level);
            }
        }
    }
}
