using System.Collections.Generic;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.I440fx;
using ReplayEmu.Devices.Pc.Piix;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Machines.Pc;

/// <summary>i440FX and PIIX3, with the power management of a PIIX4: slots 0 and 1.</summary>
internal sealed class PiixChipset : IPcChipset
{
    private readonly I440fxHost host;
    private readonly Piix3Isa isa;
    private readonly Piix3Ide ide;
    private readonly Piix4Pm pm;

    /// <param name="requests">Inputs 0 to 15 are the machine's interrupt requests.</param>
    /// <param name="ports">Power management shows them.</param>
    public PiixChipset(
        VirtualMachine machine,
        PciBus pci,
        ulong ramBytes,
        IIrqSink requests,
        PcProcessor processor,
        PcPorts ports
    )
    {
        host = new I440fxHost(machine, pci, machine.Memory.Root, ramBytes);
        processor.SystemManagementActive = machine.Irqs.Connect("smiact", host, 0);
        isa = new Piix3Isa(machine, pci, 1 << 3, requests);
        host.ConfigPorts.ResetControl = isa.ResetControl;
        ide = new Piix3Ide(
            machine,
            pci,
            (1 << 3) | 1,
            machine.Irqs.Connect("irq14.ide0", isa.Interrupts, 14),
            machine.Irqs.Connect("irq15.ide1", isa.Interrupts, 15)
        );
        pm = new Piix4Pm(
            machine,
            pci,
            (1 << 3) | 3,
            machine.Irqs.Connect("irq9.sci", isa.Interrupts, 9),
            machine.Irqs.Connect("smi", processor.Pins, (int)X86Pin.Smi),
            ports.HasParallel,
            ports.Serial
        );
    }

    public IIrqSink Interrupts => isa.Interrupts;

    public IIrqSink TimerInterrupts => isa.Interrupts;

    public uint TimerRoutes(MachineConfig config) => HpetDevice.DefaultRoutes;

    public IReadOnlyList<IDevice> Devices => [host, isa, ide, pm];

    /// <summary>Master and slave of two channels.</summary>
    public int DrivePlaces => 4;

    public IReadOnlyList<int> CmosDisks => [0, 1, 2, 3];

    public AtaDrive Attach(int index, PcDrives drives, DriveConfig drive)
    {
        var channel = ide.Channels[index >> 1];
        var disk = drives.Open($"{channel.Name}-hd{index & 1}", drive);
        return channel.Attach(index & 1, disk, $"QM{index + 1:D5}");
    }
}
