using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>A bare machine: one CPU and RAM, in real mode (zero-based segments) or in flat 32-bit protected mode at CPL 0.</summary>
internal sealed unsafe class FlatGuest : IDisposable
{
    /// <summary>1 MiB of RAM from address 0.</summary>
    public const uint LowSize = 0x100000;

    public const uint HighAddress = 0x2000_0000;

    /// <summary>64 KiB of RAM from <see cref="HighAddress"/>.</summary>
    public const int HighSize = 0x10000;

    private const uint Present = 0x8000;
    private const uint Ordinary = 0x1000;
    private const uint Code = 0x0b00;
    private const uint Data = 0x0300;
    private const uint Big = 0x400000;
    private const uint Granular = 0x800000;
    private readonly VirtualMachine machine;
    private readonly MemoryBlock low;
    private readonly MemoryBlock high;

    /// <param name="bitness">16: real mode. 32: protected mode.</param>
    public FlatGuest(int bitness)
    {
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        low = machine.AddBlock(new MemoryBlock("low", LowSize));
        high = machine.AddBlock(new MemoryBlock("high", HighSize));
        machine.Memory.Root.Map(0, new RamRegion("low", low, 0, LowSize));
        machine.Memory.Root.Map(HighAddress, new RamRegion("high", high, 0, HighSize));
        Bitness = bitness;
        Cpu = new X86Cpu(machine, "cpu0", CpuModels.Define("max")!.Build());
        machine.AddCpu(Cpu);
        machine.Reset();
        var isProtected = bitness == 32;
        State->Cr0 |= isProtected ? Cr0Bits.ProtectionEnable : 0;
        State->Cpl = 0;
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            var segment = X86State.Segment(State, i);
            segment->Selector = 0;
            segment->Base = 0;
            segment->Limit = isProtected ? uint.MaxValue : 0xffff;
            segment->Attributes =
                Present | Ordinary | (i == SegmentIndex.Cs ? Code : Data) | (isProtected ? Big | Granular : 0);
            segment->ReadSize = (ulong)segment->Limit + 1;
            segment->WriteSize = i == SegmentIndex.Cs && isProtected ? 0 : segment->ReadSize;
        }

        State->StackMask = isProtected ? uint.MaxValue : 0xffff;
        Cpu.StateReplaced();
    }

    public int Bitness { get; }

    public X86Cpu Cpu { get; }

    public X86State* State => Cpu.State;

    public VirtualMachine Machine => machine;

    /// <summary>The RAM at <see cref="HighAddress"/>, for looking.</summary>
    public ReadOnlySpan<byte> High => high.Span(0, HighSize);

    /// <summary>The RAM at 0, for looking.</summary>
    public ReadOnlySpan<byte> Low => low.Span(0, (int)LowSize);

    public void Write(uint address, ReadOnlySpan<byte> bytes) => machine.Memory.WriteBytes(address, bytes);

    /// <summary>Assembles an instruction at an address and returns the address after it.</summary>
    public uint Assemble(uint address, in Instruction instruction)
    {
        var writer = new ListCodeWriter();
        Encoder.Create(Bitness, writer).Encode(instruction, address);
        Write(address, writer.Bytes);
        return address + (uint)writer.Bytes.Length;
    }

    /// <summary>Assembles a program at an address and continues there.</summary>
    public void Load(uint address, Action<Assembler> program)
    {
        var assembler = new Assembler(Bitness);
        program(assembler);
        var writer = new ListCodeWriter();
        assembler.Assemble(writer, address);
        Write(address, writer.Bytes);
        State->Rip = address;
    }

    /// <summary>Runs for a number of ticks.</summary>
    public void Run(ulong ticks = 1) => Cpu.Run(ticks);

    public void Dispose() => machine.Dispose();
}
