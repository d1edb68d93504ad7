using System.Collections.Generic;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.Ich9;
using ReplayEmu.Devices.Pc.Q35;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Ahci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Machines.Pc;

/// <summary>Q35 and ICH9: slot 0, and functions 0 (LPC), 2 (AHCI) and 3 (SMBus) of slot 31.</summary>
internal sealed class Q35Chipset : IPcChipset
{
    private const int SouthBridge = 31 << 3;
    private readonly Q35Host host;
    private readonly Ich9Lpc lpc;
    private readonly AhciController ahci;
    private readonly Ich9Smbus smbus;

    /// <param name="requests">Inputs 0 to 23 are the machine's interrupt requests.</param>
    /// <param name="ports">The LPC bridge shows them.</param>
    public Q35Chipset(
        VirtualMachine machine,
        MachineConfig config,
        PciBus pci,
        PcMemory memory,
        IIrqSink requests,
        PcProcessor processor,
        PcPorts ports
    )
    {
        pci.WireOf = Ich9Lpc.WireOf;
        host = new Q35Host(
            machine,
            pci,
            machine.Memory.Root,
            memory.LowRam,
            memory.Below4G,
            PcBoardProperties.SetOf(config, Q35Properties.Driver)
        );
        processor.SystemManagementActive = machine.Irqs.Connect("smiact", host, 0);
        lpc = new Ich9Lpc(
            machine,
            pci,
            SouthBridge,
            machine.Memory.Root,
            requests,
            machine.Irqs.Connect("smi", processor.Pins, (int)X86Pin.Smi),
            ((1 << System.Math.Min(ports.Serial, 2)) - 1) | (ports.HasParallel ? 4 : 0),
            PcBoardProperties.Get(config, Ich9Properties.NoReboot)
        );
        host.ConfigPorts.ResetControl = lpc.ResetControl;
        TimerInterrupts = new Requests(lpc.Interrupts, requests);
        ahci = new AhciController(machine, pci, SouthBridge | 2);
        smbus = new Ich9Smbus(machine, pci, SouthBridge | 3);
    }

    public IIrqSink Interrupts => lpc.Interrupts;

    /// <summary>0 to 15 where ISA devices are, 16 to 23 past them.</summary>
    public IIrqSink TimerInterrupts { get; }

    /// <summary>Requests 2, 8 and 16 to 23, but in the oldest versions.</summary>
    public uint TimerRoutes(MachineConfig config) =>
        PcBoardProperties.Get(config, HpetProperties.Routes) is var routes and not 0 ? routes : 0xff0104;

    public IReadOnlyList<IDevice> Devices => [host, lpc, ahci, smbus];

    public int DrivePlaces => AhciController.PortCount;

    /// <summary>A port has no slave.</summary>
    public IReadOnlyList<int> CmosDisks => [0, -1, 1, -1];

    public AtaDrive Attach(int index, PcDrives drives, DriveConfig drive) =>
        // QEMU numbers serials as if each port had a slave.
        ahci.Attach(index, drives.Open($"ahci{index}-hd", drive), $"QM{(2 * index) + 1:D5}");

    private sealed class Requests(IIrqSink isa, IIrqSink others) : IIrqSink
    {
        public void SetInput(int input, bool level) => (input < 16 ? isa : others).SetInput(input, level);
    }
}
