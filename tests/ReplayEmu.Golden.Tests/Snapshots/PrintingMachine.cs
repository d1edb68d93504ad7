using System.Collections.Generic;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Golden.Tests.Snapshots;

/// <summary>A catalogue of one machine, whose CPU prints a text and ends, and whose one device states given facts.</summary>
internal sealed class PrintingMachine(string printed, params (string Section, string Fact)[] facts) : IMachineCatalogue
{
    public bool PowersOff { get; init; } = true;

    public IReadOnlyList<MachineTypeInfo> Types { get; } = [new("toy-1.0", "prints", null, Released: true)];

    public MachineConfig Resolve(MachineConfig config) =>
        config.Machine == "toy-1.0" ? config : throw new ConfigurationException($"no machine '{config.Machine}'");

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs)
    {
        var machine = new VirtualMachine(new TickRatio(8, 1), inputs, outputs);
        var block = machine.AddBlock(new MemoryBlock("ram", 0x10000));
        machine.Memory.Root.Map(0, new RamRegion("ram", block, 0, 0x10000));
        machine.AddDevice(new Device(facts));
        machine.AddCpu(new Printer(machine, machine.AddOutputPort("debugcon"), printed, PowersOff));
        return machine;
    }

    private sealed class Device((string Section, string Fact)[] facts) : IDevice, IFactSource
    {
        public string Name => "device";

        public void Reset() { }

        public void WriteFacts(FactWriter writer)
        {
            foreach (var (section, fact) in facts)
            {
                writer.Add(section, fact);
            }
        }
    }

    private sealed class Printer(VirtualMachine machine, OutputPort port, string text, bool powersOff) : ICpu
    {
        public string Name => "cpu0";

        public ulong ProgramCounter => 0;

        public bool IsHalted => false;

        public void Reset() { }

        public CpuStop Run(ulong budget)
        {
            port.Write(Encoding.ASCII.GetBytes(text));
            if (powersOff)
            {
                machine.RequestExit(0);
                return CpuStop.Requested;
            }

            return CpuStop.Halted;
        }

        public void RequestStop() { }

        public void MemoryMapChanged() { }

        public void RevokeWriteAccess() { }

        public void CodePageWritten(MemoryBlock block, ulong page) { }

        public void StateReplaced() { }
    }
}
