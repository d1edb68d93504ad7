using System;
using System.Buffers.Binary;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.Power.Tests;

/// <summary>A CPU with 8 MiB of RAM at 0 and nothing else; it begins in 64-bit big-endian real mode at 0x1000.</summary>
internal sealed unsafe class PowerMachine : IDisposable
{
    public const ulong Start = 0x1000;

    public PowerMachine(PowerModel? model = null)
    {
        Machine = new VirtualMachine(new TickRatio(2, 1), new NoInputs(), new NoOutputs());
        Ram = Machine.AddBlock(new MemoryBlock("ram", 8 << 20));
        Machine.Memory.Root.Map(0, new RamRegion("ram", Ram, 0, Ram.Size));
        Cpu = new PowerCpu(Machine, "cpu0", model ?? PowerModel.Power9);
        Machine.AddCpu(Cpu);
        Cpu.SetMsr(MsrBits.Sf | MsrBits.Me);
        State->Nip = Start;
    }

    public VirtualMachine Machine { get; }

    public MemoryBlock Ram { get; }

    public PowerCpu Cpu { get; }

    public PowerCpuState* State => Cpu.State;

    /// <summary>Puts instructions at an address, in big-endian order.</summary>
    public void Code(ulong address, params ReadOnlySpan<uint> words)
    {
        foreach (var word in words)
        {
            Write(address, (byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word);
            address += 4;
        }
    }

    public void Write(ulong address, params ReadOnlySpan<byte> bytes)
    {
        Ram.MarkWritten(address, (ulong)bytes.Length);
        bytes.CopyTo(Ram.Span(address, bytes.Length));
    }

    public ulong Read64(ulong address) => BinaryPrimitives.ReadUInt64BigEndian(Ram.Span(address, 8));

    /// <summary>Runs for a number of ticks.</summary>
    public StopReason Run(ulong ticks) => Machine.Run(Machine.Clock.Icount + ticks);

    public void Dispose() => Machine.Dispose();
}
