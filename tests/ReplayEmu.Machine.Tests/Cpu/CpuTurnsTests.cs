using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Tests.Cpu;

/// <summary>Three CPUs with turns of ten ticks.</summary>
public sealed class CpuTurnsTests
{
    private VirtualMachine machine = null!;
    private ScriptedCpu[] cpus = null!;

    [SetUp]
    public void SetUp()
    {
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs(), quantum: 10);
        cpus = [new(machine.Clock), new(machine.Clock), new(machine.Clock)];
        foreach (var cpu in cpus)
        {
            machine.AddCpu(cpu);
        }
    }

    [TearDown]
    public void TearDown() => machine.Dispose();

    [TestCase(9UL, 0)]
    [TestCase(10UL, 1)]
    [TestCase(25UL, 2)]
    [TestCase(30UL, 0)]
    public void Each_has_its_turn(ulong until, int running)
    {
        machine.Run(until);
        Assert.That(machine.RunningIndex, Is.EqualTo(running));
    }

    [Test]
    public void Stops_on_the_way_do_not_lengthen_a_turn()
    {
        for (ulong until = 0; until <= 13; until += 3)
        {
            machine.Run(until);
        }

        Assert.That(machine.RunningIndex, Is.EqualTo(1));
    }

    [Test]
    public void A_halted_one_is_passed_over()
    {
        cpus[1].IsHalted = true;
        machine.Run(15);
        Assert.That(machine.RunningIndex, Is.EqualTo(2));
    }

    [Test]
    public void One_that_yields_gives_up_its_turn()
    {
        cpus[0].Answer = CpuStop.Yielded;
        machine.Run(2);
        Assert.That(machine.RunningIndex, Is.EqualTo(1));
    }

    [Test]
    public void The_machine_is_idle_only_when_all_are_halted()
    {
        cpus[0].IsHalted = cpus[1].IsHalted = true;
        machine.Run(1000);
        Assert.That(machine.Clock.Retired, Is.EqualTo(1000));
    }

    [Test]
    public void The_turn_of_a_machine_that_waits_stays_where_it_was()
    {
        machine.Run(10);
        cpus[0].IsHalted = cpus[1].IsHalted = cpus[2].IsHalted = true;
        machine.Scheduler.CreateTimer("test", () => { }).ArmAt(8000);
        machine.Run(100);
        Assert.That((machine.RunningIndex, machine.Clock.Retired), Is.EqualTo((1, 10UL)));
    }

    [Test]
    public void The_counter_of_a_stop_is_that_of_the_CPU_that_runs()
    {
        machine.Run(10);
        Assert.That(machine.RunningCpu, Is.SameAs(cpus[1]));
    }

    [Test]
    public void A_reset_begins_with_the_first()
    {
        machine.Run(15);
        machine.Reset();
        Assert.That((machine.RunningIndex, cpus[2].Resets), Is.EqualTo((0, 1)));
    }

    [Test]
    public void A_turn_has_at_least_one_tick() =>
        Assert.That(
            () => new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs(), quantum: 0),
            Throws.TypeOf<ConfigurationException>()
        );
}
