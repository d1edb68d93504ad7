using System;
using System.IO.Hashing;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Cpu.X86.Tests.LongMode;
using ReplayEmu.Cpu.X86.Tests.Oracle;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>
/// Random bytes as instructions, from every fourth offset on, in one mode. The handlers of exceptions are random bytes too. Tables and
/// registers are as at the start for each lot of bytes, RAM is what the lots before left.
/// </summary>
internal sealed unsafe class ByteFuzz : IDisposable
{
    /// <summary>Bytes of a lot.</summary>
    public const int LotSize = 64;
    private const int Ticks = 24;
    private const int TableBytes = 0x10000;
    private const uint CodeAddress = 0x30000;
    private readonly X86Machine machine;
    private readonly byte[] tables = new byte[TableBytes];
    private readonly byte[] pages = new byte[0x10000];
    private readonly CaseRandom random;
    private readonly ulong slice;
    private X86State start;

    /// <param name="slice">Ticks of one run; the state must not depend on it.</param>
    public ByteFuzz(ByteFuzzMode mode, ulong seed, ulong slice)
    {
        this.slice = slice;
        random = new CaseRandom(seed);
        machine = ByteFuzzStart.Create(mode, CodeAddress);
        start = *machine.State;
        machine.Ram.Span(0, TableBytes).CopyTo(tables);
        machine.Ram.Span(LongGuest.Top, pages.Length).CopyTo(pages);
    }

    /// <summary>Hash of the CPU and of RAM.</summary>
    public (ulong Cpu, ulong Ram) Digest =>
        (XxHash64.HashToUInt64(machine.Machine.Arena.Bytes), XxHash64.HashToUInt64(machine.Ram.Span(0, 8 << 20)));

    /// <summary>Runs one lot.</summary>
    public void RunLot()
    {
        Span<byte> code = stackalloc byte[LotSize];
        for (var i = 0; i < LotSize; i += 8)
        {
            BitConverter.TryWriteBytes(code[i..], random.Next());
        }

        for (var i = 0; i < 4; i++)
        {
            // What has prefixes and two opcode bytes would be rare.
            ReadOnlySpan<byte> likely = [0x0f, 0x0f, 0x66, 0xf3, 0xf2, 0x48, 0xf0, 0x67];
            code[random.Below(LotSize)] = likely[random.Below(likely.Length)];
        }

        machine.Write(0, tables);
        machine.Write(LongGuest.Top, pages);
        machine.Write(CodeAddress, code);
        for (var offset = 0; offset < LotSize; offset += 4)
        {
            Restart((uint)offset);
            for (ulong done = 0; done < Ticks; done += slice)
            {
                machine.Cpu.Run(Math.Min(slice, Ticks - done));
            }
        }
    }

    public void Dispose() => machine.Dispose();

    private void Restart(uint offset)
    {
        machine.Cpu.Reset();
        *machine.State = start;
        for (var i = 0; i < 16; i++)
        {
            var value = random.Next();
            machine.State->Gpr[i] = random.Below(4) switch
            {
                0 => value & 0xff,
                1 => value & 0x7fffff,
                2 => 0x40000 + (value & 0xfffff),
                _ => value,
            };
        }

        machine.State->Gpr[4] = start.Gpr[4];
        machine.State->Rip = start.Rip + offset;
        machine.Cpu.UpdateAllQuickLimits();
        machine.Cpu.SetCpl(start.Cpl);
    }
}
