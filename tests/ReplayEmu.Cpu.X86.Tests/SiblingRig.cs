using System;
using System.IO;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>Two CPUs in real mode with 1 MiB of RAM: the first begins at 0x1000, the second, once started, at 0x2000.</summary>
internal sealed unsafe class SiblingRig : IDisposable
{
    public const ushort First = 0x1000;
    public const ushort Second = 0x2000;

    public SiblingRig(uint quantum = 16)
    {
        Machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs(), quantum);
        Ram = Machine.AddBlock(new MemoryBlock("ram", 1 << 20));
        Machine.Memory.Root.Map(0, new RamRegion("ram", Ram, 0, Ram.Size));
        Cpus = [Add(0), Add(1)];
        Cpus[0]
            .SetSegment(State.SegmentIndex.Cs, 0, 0, 0xffff, State.DescriptorBits.RealMode | State.DescriptorBits.Code);
        Cpus[0].State->Rip = First;
    }

    public VirtualMachine Machine { get; }

    public MemoryBlock Ram { get; }

    public X86Cpu[] Cpus { get; }

    /// <summary>Programs of both, and the second is started.</summary>
    public SiblingRig Start(Action<Assembler> first, Action<Assembler> second)
    {
        Assemble(First, first);
        Assemble(Second, second);
        Cpus[1].Start(Second >> 12);
        return this;
    }

    /// <summary>Assembles for the first CPU's addresses; the second has CS at its page and counts from 0.</summary>
    public void Assemble(ulong address, Action<Assembler> program)
    {
        var assembler = new Assembler(16);
        program(assembler);
        using var stream = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(stream), address == Second ? 0 : address);
        Ram.MarkWritten(address, (ulong)stream.Length);
        stream.ToArray().CopyTo(Ram.Span(address, (int)stream.Length));
    }

    public ushort Word(ulong address) => BitConverter.ToUInt16(Ram.Span(address, 2));

    public void Dispose() => Machine.Dispose();

    private X86Cpu Add(int index)
    {
        var definition = CpuModels.Define("qemu64")! with { Place = new CpuPlace(index, 2, 1) };
        var cpu = new X86Cpu(Machine, $"cpu{index}", definition.Build());
        Machine.AddCpu(cpu);
        return cpu;
    }
}
