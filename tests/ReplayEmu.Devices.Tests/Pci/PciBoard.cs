using System;
using System.Collections.Generic;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Tests.Pci;

/// <summary>1 MiB of RAM in front of a PCI bus, and a sink that remembers levels.</summary>
internal sealed class PciBoard : IIrqSink, IObserver, IDisposable
{
    public PciBoard()
    {
        Machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        Ram = Machine.AddBlock(new MemoryBlock("ram", 1 << 20));
        Machine.Memory.Root.Map(0, new RamRegion("ram", Ram, 0, 1 << 20));
        var memory = new ContainerRegion("pci", 1ul << 40);
        Machine.Memory.Root.Map(0, memory, priority: -1);
        Bus = new PciBus(Machine, memory, Machine.Ports.Root);
        Machine.Observation.Observer = this;
    }

    public VirtualMachine Machine { get; }

    public MemoryBlock Ram { get; }

    public PciBus Bus { get; }

    /// <summary>Levels of what was connected to this sink, by input.</summary>
    public bool[] Levels { get; } = new bool[256];

    public List<Interaction> Interactions { get; } = [];

    public IrqLine Line(int input) => Machine.Irqs.Connect($"test{input}", this, input);

    public void SetInput(int input, bool level) => Levels[input] = level;

    public void OnInteraction(in Interaction interaction) => Interactions.Add(interaction);

    public uint In(ushort port, int size = 1) => (uint)Machine.Ports.Read(port, size);

    public void Out(ushort port, uint value, int size = 1) => Machine.Ports.Write(port, size, value);

    public void Dispose() => Machine.Dispose();
}
