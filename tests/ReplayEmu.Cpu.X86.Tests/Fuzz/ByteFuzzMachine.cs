using System;
using System.Buffers.Binary;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Cpu.X86.Tests.LongMode;
using ReplayEmu.Cpu.X86.Tests.Oracle;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>
/// A machine that gets its instructions through the gate: one port takes a lot of bytes, the other one starts the CPU at one of them,
/// with registers that follow from a number. The handlers of exceptions are in the lot too. Tables are as at power-on for each lot, RAM is
/// what the lots before left.
/// </summary>
internal sealed unsafe class ByteFuzzMachine
{
    /// <summary>Bytes of a lot.</summary>
    public const int LotSize = 256;

    /// <summary>Input port that takes a lot.</summary>
    public const ushort BytesPort = 0;

    /// <summary>Input port that takes a start: a number of 8 bytes and the offset in the lot.</summary>
    public const ushort StartPort = 1;

    /// <summary>Bytes of a start.</summary>
    public const int StartSize = 9;
    private const uint CodeAddress = 0x30000;
    private const ulong RegistersAddress = 0x600000;
    private const int TablePages = 16;
    private readonly X86Machine machine;
    private readonly byte[] low;
    private readonly byte[] high;
    private readonly X86State power;

    private ByteFuzzMachine(ByteFuzzMode mode)
    {
        machine = ByteFuzzStart.Create(mode, CodeAddress);
        power = *machine.State;
        low = machine.Ram.Span(0, TablePages << MemoryBlock.PageShift).ToArray();
        high = machine.Ram.Span(LongGuest.Top, TablePages << MemoryBlock.PageShift).ToArray();
    }

    public static VirtualMachine Build(ByteFuzzMode mode, IInputs inputs, IOutputs outputs)
    {
        var fuzz = new ByteFuzzMachine(mode);
        var machine = fuzz.machine.Machine;
        (machine.Inputs, machine.Outputs) = (inputs, outputs);
        machine.AddInputPort(new InputPort("bytes", fuzz.Accept, () => LotSize));
        machine.AddInputPort(new InputPort("start", fuzz.Start, () => StartSize));
        var bus = new ByteFuzzBus();
        var source = machine.Observation.Register("bus");
        machine.Ports.Root.Map(0, new IoRegion("ports", 0x10000, bus, AccessSizes.UpTo4) { Source = source });
        machine.Memory.Root.Map(
            RegistersAddress,
            new IoRegion("registers", MemoryBlock.PageSize, bus, AccessSizes.UpTo4) { Source = source },
            priority: 1
        );
        return machine;
    }

    private void Accept(ReadOnlySpan<byte> data)
    {
        Restore(0, low);
        Restore(LongGuest.Top, high);
        machine.Write(CodeAddress, data);
    }

    /// <summary>Only pages that differ: the others keep what was decoded of them.</summary>
    private void Restore(ulong address, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += MemoryBlock.PageSize)
        {
            var page = bytes.Slice(at, MemoryBlock.PageSize);
            if (!page.SequenceEqual(machine.Ram.Span(address + (ulong)at, MemoryBlock.PageSize)))
            {
                machine.Write(address + (ulong)at, page);
            }
        }
    }

    private void Start(ReadOnlySpan<byte> data)
    {
        var random = new CaseRandom(BinaryPrimitives.ReadUInt64LittleEndian(data));
        var state = machine.State;
        machine.Cpu.Reset();
        *state = power;
        for (var i = 0; i < 16; i++)
        {
            var value = random.Next();
            state->Gpr[i] = (value >> 61) switch
            {
                0 => value & 0xff,
                1 or 2 => value & 0x7fffff,
                3 => 0x40000 + (value & 0xfffff),
                4 => RegistersAddress + (value & 0xfff),
                _ => value,
            };
        }

        state->Gpr[4] = power.Gpr[4];
        state->Rip = power.Rip + data[8];
        machine.Cpu.UpdateAllQuickLimits();
        machine.Cpu.SetCpl(power.Cpl);
    }
}
