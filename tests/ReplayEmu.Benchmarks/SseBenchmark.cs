using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using Iced.Intel;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Benchmarks;

/// <summary>Ten million instructions of one kind of SSE arithmetic, most of them exactly that.</summary>
public class SseBenchmark
{
    private const ulong Instructions = 10_000_000;
    private const int RomSize = 0x10000;
    private VirtualMachine machine = null!;

    [Params(
        "addsd",
        "mulsd",
        "divsd",
        "sqrtsd",
        "addps",
        "mulps",
        "cvtsi2sd",
        "cvttsd2si",
        "comisd",
        "paddd",
        "pshufb"
    )]
    public string Instruction { get; set; } = "";

    [Params(false, true)]
    public bool InexactIsSet { get; set; }

    [IterationSetup]
    public void Build()
    {
        var parts = new BenchmarkMachine("sse.bin", Firmware(), "max");
        machine = new MachineCatalogue().Build(parts.Config, parts, new NoInputs(), new NoOutputs());
    }

    [IterationCleanup]
    public void Free() => machine.Dispose();

    [Benchmark]
    public StopReason Run() => machine.Run(Instructions);

    private byte[] Firmware()
    {
        var rom = new byte[RomSize];
        var code = new Assembler(16);
        code.mov(eax, 0x600);
        code.mov(cr4, eax);
        code.mov(ax, cs);
        code.mov(ds, ax);
        code.ldmxcsr(__dword_ptr[0x8000]);
        code.movupd(xmm1, __[0x8010]);
        code.movupd(xmm2, __[0x8020]);
        code.mov(eax, 12345);
        var loop = code.CreateLabel();
        code.Label(ref loop);
        for (var i = 0; i < 16; i++)
        {
            // Operands stay what they are: the destination is loaded again.
            code.movapd(xmm0, xmm1);
            One(code);
            One(code);
            One(code);
        }

        code.jmp(loop);
        Put(rom, 0, code);
        BitConverter.TryWriteBytes(rom.AsSpan(0x8000), InexactIsSet ? 0x1fa0 : 0x1f80);
        for (var i = 0; i < 2; i++)
        {
            // As doubles or as singles.
            var single = Instruction.EndsWith("ps", StringComparison.Ordinal);
            Span<byte> first = rom.AsSpan(0x8010 + (8 * i), 8);
            Span<byte> second = rom.AsSpan(0x8020 + (8 * i), 8);
            _ = single && BitConverter.TryWriteBytes(first, 3.7f) && BitConverter.TryWriteBytes(first[4..], 2.9f);
            _ = single && BitConverter.TryWriteBytes(second, 1.1f) && BitConverter.TryWriteBytes(second[4..], 1.3f);
            _ = single || (BitConverter.TryWriteBytes(first, 3.7) && BitConverter.TryWriteBytes(second, 1.1));
        }

        var reset = new Assembler(16);
        reset.jmp(0xf000, 0);
        Put(rom, 0xfff0, reset);
        return rom;
    }

    private void One(Assembler code)
    {
        switch (Instruction)
        {
            case "addsd":
                code.addsd(xmm0, xmm2);
                break;
            case "mulsd":
                code.mulsd(xmm0, xmm2);
                break;
            case "divsd":
                code.divsd(xmm0, xmm2);
                break;
            case "sqrtsd":
                code.sqrtsd(xmm0, xmm2);
                break;
            case "addps":
                code.addps(xmm0, xmm2);
                break;
            case "mulps":
                code.mulps(xmm0, xmm2);
                break;
            case "cvtsi2sd":
                code.cvtsi2sd(xmm0, eax);
                break;
            case "cvttsd2si":
                code.cvttsd2si(eax, xmm0);
                break;
            case "comisd":
                code.comisd(xmm0, xmm2);
                break;
            case "paddd":
                code.paddd(xmm0, xmm2);
                break;
            default:
                code.pshufb(xmm0, xmm2);
                break;
        }
    }

    private static void Put(byte[] rom, int address, Assembler code)
    {
        var bytes = new List<byte>();
        code.Assemble(new Writer(bytes), (ulong)address);
        bytes.CopyTo(rom, address);
    }

    private sealed class Writer(List<byte> bytes) : CodeWriter
    {
        public override void WriteByte(byte value) => bytes.Add(value);
    }
}
