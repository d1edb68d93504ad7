using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Tests.Fuzz;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Interpreter;

/// <summary>
/// A device sees each access at the tick of its instruction, also when it stands in for a stack or table: recordings need ticks in
/// order.
/// </summary>
public sealed unsafe class DeviceStackTests : IObserver
{
    private const uint Device = 0x900000;
    private const uint Code = 0x10000;
    private readonly List<ulong> ticks = [];
    private X86Machine machine = null!;

    [SetUp]
    public void Start()
    {
        ticks.Clear();
        machine = new X86Machine();
        machine.StartProtected(Code);
        machine.State->Gpr[4] = Device + 0x800;
        machine.Machine.Memory.Root.Map(Device, new IoRegion("device", 0x1000, new ByteFuzzBus(), AccessSizes.UpTo4));
        machine.Machine.Observation.Observer = this;
    }

    [TearDown]
    public void End() => machine.Dispose();

    [Test]
    public void Far_return() =>
        Run(
            [1, 2, 2],
            c =>
            {
                c.nop();
                c.push(eax);
                c.retf();
                c.nop();
            }
        );

    [Test]
    public void Interrupt()
    {
        machine.WriteGate(3, Code);
        Run(
            [1, 2, 2, 2],
            c =>
            {
                c.nop();
                c.push(eax);
                c.int3();
                c.nop();
            }
        );
    }

    [Test]
    public void Trap_after_an_instruction()
    {
        machine.WriteGate(1, Code + 0x100);
        machine.State->Eflags |= 0x100;
        Run(
            [0, 1, 1, 1],
            c =>
            {
                c.push(eax);
                c.nop();
                c.nop();
            }
        );
    }

    [Test]
    public void Descriptor()
    {
        machine.State->GdtBase = Device;
        Run(
            [1, 2],
            c =>
            {
                c.nop();
                c.push(eax);
                c.mov(ds, ax);
                c.nop();
            }
        );
    }

    [Test]
    public void Page_directory()
    {
        machine.State->Cr3 = Device;
        machine.State->Cr0 |= 0x80000000;
        machine.Run(4);
        Assert.That(ticks, Is.Ordered);
    }

    void IObserver.OnInteraction(in Interaction interaction) => ticks.Add(interaction.Icount);

    private void Run(ulong[] expected, Action<Assembler> program)
    {
        machine.State->Gpr[0] = X86Machine.Data32;
        machine.Assemble(32, Code, program);
        machine.Run(3);
        Assert.That(ticks.Take(expected.Length), Is.EqualTo(expected));
    }
}
