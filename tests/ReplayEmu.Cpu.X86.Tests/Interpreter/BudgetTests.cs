using System;
using System.IO.Hashing;
using Iced.Intel;
using NUnit.Framework;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Interpreter;

public sealed class BudgetTests
{
    [Test]
    public void Every_slice_size_gives_the_same_state([Values(1, 2, 3, 7, 31, 100, 999)] int slice)
    {
        var whole = StateAfter(3000, 3000);

        var sliced = StateAfter(3000, slice);

        Assert.That(sliced, Is.EqualTo(whole));
    }

    [Test]
    public void Stops_exactly_at_the_budget([Range(1, 40)] int ticks)
    {
        using var machine = Counting();

        machine.Run((ulong)ticks);

        Assert.That(machine.Machine.Clock.Icount, Is.EqualTo((ulong)ticks));
    }

    [Test]
    public void Counts_one_tick_an_instruction()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                for (var i = 0; i < 100; i++)
                {
                    a.inc(eax);
                }
            }
        );

        machine.Run(57);

        Assert.That(machine.Eax, Is.EqualTo(57));
    }

    private static X86Machine Counting()
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(32, 0x10000, Program);
        return machine;
    }

    private static void Program(Assembler a)
    {
        var loop = a.CreateLabel();
        var skip = a.CreateLabel();
        var function = a.CreateLabel();
        a.mov(esp, 0x9000);
        a.mov(esi, 0x20000);
        a.Label(ref loop);
        a.add(eax, 0x1234567);
        a.mov(__dword_ptr[esi + ecx * 4], eax);
        a.inc(ecx);
        a.test(eax, 0x100);
        a.jz(skip);
        a.xor(ebx, eax);
        a.Label(ref skip);
        a.call(function);
        a.and(ecx, 0xff);
        a.jmp(loop);
        a.Label(ref function);
        a.add(edx, __dword_ptr[esi + ecx * 4 - 4]);
        a.pushfd();
        a.pop(edi);
        a.ret();
    }

    private static (ulong State, ulong Memory) StateAfter(int ticks, int slice)
    {
        using var machine = Counting();
        while (machine.Machine.Clock.Icount < (ulong)ticks)
        {
            machine.Run(Math.Min((ulong)slice, (ulong)ticks - machine.Machine.Clock.Icount));
        }

        return (
            XxHash64.HashToUInt64(machine.Machine.Arena.Bytes),
            XxHash64.HashToUInt64(machine.Ram.Span(0, 1 << 20))
        );
    }
}
