using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Tests;

/// <summary>A machine without instructions: ports, memory, recorded wires and outputs, and time that a test moves.</summary>
public sealed class DeviceRig : IDisposable, IIrqSink, IOutputs
{
    private readonly Dictionary<int, bool> pins = [];
    private readonly Dictionary<int, int> rises = [];

    public DeviceRig(ulong ramBytes = 0x10000)
    {
        // One tick is one nanosecond, so that tests can say when exactly.
        Machine = new VirtualMachine(new TickRatio(1, 1), new NoInputs(), this);
        Machine.AddCpu(new IdleCpu(Machine.Clock));
        Ram = Machine.AddBlock(new MemoryBlock("ram", ramBytes));
        Machine.Memory.Root.Map(0, new RamRegion("ram", Ram, 0, ramBytes));
    }

    public VirtualMachine Machine { get; }

    public MemoryBlock Ram { get; }

    /// <summary>Everything written to output ports.</summary>
    public List<byte> Output { get; } = [];

    public byte In(ushort port) => (byte)Machine.Ports.Read(port, 1);

    public void Out(ushort port, int value) => Machine.Ports.Write(port, 1, (byte)value);

    /// <summary>The level of a pin of this sink.</summary>
    public bool Pin(int pin) => pins.GetValueOrDefault(pin);

    /// <summary>How often a pin rose.</summary>
    public int Rises(int pin) => rises.GetValueOrDefault(pin);

    public void SetInput(int input, bool level)
    {
        pins[input] = level;
        rises[input] = Rises(input) + (level ? 1 : 0);
    }

    public void Write(int port, ReadOnlySpan<byte> data) => Output.AddRange(data);

    public void Advance(ulong nanoseconds) => Machine.Run(Machine.Clock.Icount + nanoseconds);

    public void Send(string port, params byte[] data)
    {
        foreach (var input in Machine.InputPorts)
        {
            if (input.Name == port)
            {
                input.Accept(data);
            }
        }
    }

    public void Dispose() => Machine.Dispose();

    private sealed unsafe class IdleCpu(Clock clock) : ICpu
    {
        private bool stop;

        public string Name => "idle";

        public ulong ProgramCounter => 0;

        public bool IsHalted => false;

        public void Reset() { }

        public CpuStop Run(ulong budget)
        {
            stop = false;
            clock.State->Icount += budget;
            return stop ? CpuStop.Requested : CpuStop.Budget;
        }

        public void RequestStop() => stop = true;

        public void MemoryMapChanged() { }

        public void RevokeWriteAccess() { }

        public void CodePageWritten(MemoryBlock block, ulong page) { }

        public void StateReplaced() { }
    }
}
