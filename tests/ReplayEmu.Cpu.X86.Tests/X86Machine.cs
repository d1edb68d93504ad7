using System;
using System.IO;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Cpu.X86.Tests.Fuzz;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>A CPU with 8 MiB of RAM at 0 and nothing else.</summary>
internal sealed unsafe class X86Machine : IDisposable
{
    public const ulong GdtAddress = 0x1000;
    public const ulong IdtAddress = 0x2000;
    public const ushort Code32 = 0x08;
    public const ushort Data32 = 0x10;
    public const ushort UserCode32 = 0x1b;
    public const ushort UserData32 = 0x23;
    public const ushort Tss = 0x28;
    public const ulong TssAddress = 0x3000;

    /// <param name="wakes">Something outside may wake the CPU from everything.</param>
    public X86Machine(string model = "qemu64", bool wakes = false)
    {
        Machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        Ram = Machine.AddBlock(new MemoryBlock("ram", 8 << 20));
        Machine.Memory.Root.Map(0, new RamRegion("ram", Ram, 0, Ram.Size));
        Cpu = new X86Cpu(Machine, "cpu0", CpuModels.Define(model)!.Build());
        Machine.AddCpu(wakes ? new ByteFuzzCpu(Cpu) : Cpu);
    }

    public VirtualMachine Machine { get; }

    public MemoryBlock Ram { get; }

    public X86Cpu Cpu { get; }

    public X86State* State => Cpu.State;

    public uint Eax => (uint)State->Gpr[0];

    public uint Ecx => (uint)State->Gpr[1];

    public uint Ebx => (uint)State->Gpr[3];

    public uint Esp => (uint)State->Gpr[4];

    /// <summary>Assembles a program and puts it at an address.</summary>
    public void Assemble(int bitness, ulong address, Action<Assembler> program)
    {
        var assembler = new Assembler(bitness);
        program(assembler);
        using var stream = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(stream), address);
        Write(address, stream.ToArray());
    }

    public void Write(ulong address, params ReadOnlySpan<byte> bytes)
    {
        Ram.MarkWritten(address, (ulong)bytes.Length);
        bytes.CopyTo(Ram.Span(address, bytes.Length));
    }

    public void Write32(ulong address, uint value) => Write(address, BitConverter.GetBytes(value));

    public uint Read32(ulong address) => BitConverter.ToUInt32(Ram.Span(address, 4));

    /// <summary>Real mode at 0000:ip with a stack below 0x8000.</summary>
    public void StartReal(ushort ip)
    {
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            Cpu.SetSegment(i, 0, 0, 0xffff, DescriptorBits.RealMode);
        }

        State->Rip = ip;
        State->Gpr[4] = 0x8000;
    }

    /// <summary>Flat 32-bit protected mode with a GDT (also for ring 3), an IDT of 256 gates that halt, and a TSS.</summary>
    public void StartProtected(uint eip)
    {
        StartReal(0);
        WriteDescriptor(Code32, 0, 0xfffff, 0xc09b);
        WriteDescriptor(Data32, 0, 0xfffff, 0xc093);
        WriteDescriptor(UserCode32 & ~7, 0, 0xfffff, 0xc0fb);
        WriteDescriptor(UserData32 & ~7, 0, 0xfffff, 0xc0f3);
        WriteDescriptor(Tss, (uint)TssAddress, 0x67, 0x008b);
        (State->GdtBase, State->GdtLimit) = (GdtAddress, 0xff);
        (State->IdtBase, State->IdtLimit) = (IdtAddress, 0x7ff);
        Write32(TssAddress + 4, 0x9000);
        Write32(TssAddress + 8, Data32);
        State->Cr0 |= Cr0Bits.ProtectionEnable;
        Cpu.SetSegment(SegmentIndex.Tr, Tss, TssAddress, 0x67, 0x8b00);
        Cpu.SetSegment(SegmentIndex.Cs, Code32, 0, uint.MaxValue, 0xc09b00);
        foreach (var data in (int[])[0, 2, 3, 4, 5])
        {
            Cpu.SetSegment(data, Data32, 0, uint.MaxValue, 0xc09300);
        }

        State->Rip = eip;
    }

    public void WriteDescriptor(int selector, uint start, uint limit, uint flags)
    {
        Write32(GdtAddress + (ulong)selector, (limit & 0xffff) | (start << 16));
        Write32(
            GdtAddress + (ulong)selector + 4,
            (start >> 16 & 0xff) | (start & 0xff000000) | ((flags & 0xf0ff) << 8) | (limit & 0xf0000)
        );
    }

    /// <summary>A 32-bit gate; type 0xe is interrupt, 0xf trap.</summary>
    public void WriteGate(int vector, uint handler, uint type = 0xe, uint dpl = 0)
    {
        Write32(IdtAddress + ((ulong)vector * 8), (handler & 0xffff) | ((uint)Code32 << 16));
        Write32(IdtAddress + ((ulong)vector * 8) + 4, (handler & 0xffff0000) | 0x8000 | (dpl << 13) | (type << 8));
    }

    /// <summary>Runs for a number of ticks.</summary>
    public StopReason Run(ulong ticks) => Machine.Run(Machine.Clock.Icount + ticks);

    public void Dispose() => Machine.Dispose();
}
