using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Lockstep.Comparison;
using ReplayEmu.Lockstep.Reference;
using ReplayEmu.Lockstep.Registers;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Lockstep.Tests;

/// <summary>A machine of 1 MiB whose code at the reset vector is compared with logs written by hand.</summary>
public sealed unsafe class LockstepRunTests
{
    /// <summary>MOV AX,5; IN AL,40h; PUSH AX; REP STOSB; HLT at f000:fff0.</summary>
    private static readonly byte[] Code = [0xb8, 0x05, 0x00, 0xe4, 0x40, 0x50, 0xf3, 0xaa, 0xf4];

    [Test]
    public void Equal_runs_agree_and_devices_are_followed()
    {
        var report = Run("", "eax=5 eip=fff3", "eax=33 eip=fff5", "esp=fffe eip=fff6");

        Assert.That(
            (report.End, report.Steps, report.DeviceValues),
            Is.EqualTo((LockstepEnd.ReferenceEnded, 3UL, 1UL))
        );
    }

    [Test]
    public void A_wrong_register_is_told_with_both_values()
    {
        var report = Run("", "eax=6 eip=fff3");

        Assert.That(
            (report.End, report.Differences[0], report.History[^1]),
            Is.EqualTo((LockstepEnd.Differs, new Difference(0, 5, 6), "fffffff0  mov ax,5"))
        );
    }

    [Test]
    public void A_difference_may_be_tolerated()
    {
        var report = Run(new LockstepOptions { Tolerated = 1 }, "", "eax=6 eip=fff3", "eax=33 eip=fff5");

        Assert.That((report.End, report.Tolerated.Count), Is.EqualTo((LockstepEnd.ReferenceEnded, 1)));
    }

    [Test]
    public void A_register_may_be_ignored()
    {
        var ignored = new bool[RegisterSet.Count];
        ignored[0] = true;
        var report = Run(new LockstepOptions { Ignored = ignored }, "", "eax=6 eip=fff3");

        Assert.That(report.End, Is.EqualTo(LockstepEnd.ReferenceEnded));
    }

    [Test]
    public void The_count_is_kept()
    {
        var report = Run(new LockstepOptions { Count = 1 }, "", "eax=5 eip=fff3", "eax=77 eip=fff5");

        Assert.That((report.End, report.Steps), Is.EqualTo((LockstepEnd.Counted, 1UL)));
    }

    [Test]
    public void Passes_of_a_string_instruction_are_one_step()
    {
        var report = Run(
            "",
            "eax=5 eip=fff3",
            "eax=5 eip=fff5",
            "esp=fffe eip=fff6",
            "edi=0 ecx=0 eip=fff6",
            "edi=0 ecx=0 eip=fff8"
        );

        Assert.That((report.End, report.Steps), Is.EqualTo((LockstepEnd.ReferenceEnded, 4UL)));
    }

    [TestCase("replayemu-lockstep 2")]
    [TestCase(CompactLog.FirstLine + "\neax")]
    [TestCase(CompactLog.FirstLine + "\neax=xyz")]
    [TestCase(CompactLog.FirstLine + "\ninterrupt=")]
    public void A_damaged_log_is_refused(string text)
    {
        var log = new CompactLog(new StringReader(text));

        Assert.That(() => log.TryRead(new RegisterImage(), out _), Throws.TypeOf<ConfigurationException>());
    }

    [Test]
    public void A_log_is_written_as_it_is_read()
    {
        const string Text = CompactLog.FirstLine + "\neax=5 eip=fff0 \ninterrupt=08\neip=8 \n";
        using var writer = new StringWriter();
        var log = new CompactLogWriter(new CompactLog(new StringReader(Text)), writer);
        while (log.TryRead(new RegisterImage(), out _)) { }

        Assert.That(writer.ToString(), Is.EqualTo(Text));
    }

    private static LockstepReport Run(params string[] steps) => Run(new LockstepOptions(), steps);

    /// <summary>The first step is completed to the state after a reset.</summary>
    private static LockstepReport Run(LockstepOptions options, params string[] steps)
    {
        using var machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        var block = machine.AddBlock(new MemoryBlock("ram", 1 << 20));
        machine.Memory.Root.Map(0xfff00000, new RamRegion("ram", block, 0, block.Size));
        machine.Memory.Root.Map(0, new RamRegion("low", block, 0, block.Size));
        var cpu = new X86Cpu(machine, "cpu0", CpuModels.Qemu64);
        machine.AddCpu(cpu);
        Code.CopyTo(block.Span(0xffff0, Code.Length));
        machine.Reset();
        var image = new RegisterImage();
        new OwnRegisters(cpu).Read(image);
        var text = CompactLog.FirstLine + "\n";
        for (var i = 0; i < RegisterSet.Count; i++)
        {
            text += FormattableString.Invariant($"{RegisterSet.Names[i]}={image[i]:x} ");
        }

        text += string.Join('\n', steps);
        return new LockstepRun(machine, new CompactLog(new StringReader(text)), options).Run();
    }
}
