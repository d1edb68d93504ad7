using System;
using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Tests;

public sealed class VirtualMachineTests
{
    private ScriptedInputs inputs = null!;
    private VirtualMachine machine = null!;
    private ScriptedCpu cpu = null!;
    private List<(ulong Tick, byte Value)> received = null!;

    [SetUp]
    public void SetUp() => Build(new ScriptedInputs(), noReboot: false);

    [TearDown]
    public void TearDown() => machine.Dispose();

    private void Build(ScriptedInputs gate, bool noReboot)
    {
        machine?.Dispose();
        inputs = gate;
        machine = new VirtualMachine(TickRatio.Default, inputs, new NoOutputs()) { NoReboot = noReboot };
        cpu = new ScriptedCpu(machine.Clock);
        received = [];
        machine.AddCpu(cpu);
        machine.AddInputPort(
            new InputPort("test", data => received.Add((machine.Clock.Icount, data[0])), static () => 16)
        );
    }

    [Test]
    public void Runs_to_the_tick_exactly()
    {
        Assert.That(machine.Run(1234), Is.EqualTo(StopReason.IcountReached));
        Assert.That(machine.Clock.Icount, Is.EqualTo(1234));
    }

    [Test]
    public void A_tick_that_is_past_runs_nothing()
    {
        machine.Run(100);
        Assert.That(machine.Run(50), Is.EqualTo(StopReason.IcountReached));
        Assert.That(machine.Clock.Icount, Is.EqualTo(100));
    }

    [Test]
    public void Inputs_arrive_at_their_ticks()
    {
        inputs.Add(10, 1);
        inputs.Add(10, 2);
        inputs.Add(500, 3);
        machine.Run(1000);
        Assert.That(received, Is.EqualTo(new (ulong, byte)[] { (10, 1), (10, 2), (500, 3) }));
    }

    [Test]
    public void An_input_due_at_the_last_tick_is_delivered()
    {
        inputs.Add(100, 1);
        machine.Run(100);
        Assert.That(received, Has.Count.EqualTo(1));
    }

    [Test]
    public void Stopping_on_the_way_changes_nothing()
    {
        inputs.Add(10, 1);
        inputs.Add(500, 3);
        for (ulong tick = 0; tick <= 1000; tick += 7)
        {
            machine.Run(tick);
        }

        Assert.That(received, Is.EqualTo(new (ulong, byte)[] { (10, 1), (500, 3) }));
    }

    [Test]
    public void A_gate_that_always_asks_for_now_does_not_stop_time()
    {
        Build(new ScriptedInputs { AlwaysNow = true }, noReboot: false);
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.IcountReached));
    }

    [Test]
    public void Timers_fire_at_their_tick()
    {
        ulong fired = 0;
        machine.Scheduler.CreateTimer("t", () => fired = machine.Clock.Icount).ArmAt(80);
        machine.Run(1000);
        Assert.That(fired, Is.EqualTo(10));
    }

    [Test]
    public void A_timer_armed_by_an_instruction_stops_the_engine_in_time()
    {
        ulong fired = 0;
        var timer = machine.Scheduler.CreateTimer("t", () => fired = machine.Clock.Icount);
        cpu.At(100, () => timer.ArmAt(machine.Clock.Nanoseconds + (8 * 5)));
        machine.Run(1000);
        Assert.That(fired, Is.EqualTo(105));
    }

    [Test]
    public void An_idle_machine_skips_to_the_next_timer()
    {
        machine.Scheduler.CreateTimer("t", () => cpu.IsHalted = false).ArmAt(8 * 1_000_000);
        cpu.IsHalted = true;
        machine.Run(1_000_100);
        Assert.That((machine.Clock.Icount, machine.Clock.Retired), Is.EqualTo((1_000_100UL, 100UL)));
    }

    [Test]
    public void An_idle_machine_skips_no_further_than_it_was_told_to_run()
    {
        machine.Scheduler.CreateTimer("t", static () => { }).ArmAt(8 * 1_000_000);
        cpu.IsHalted = true;
        Assert.That(machine.Run(500), Is.EqualTo(StopReason.IcountReached));
        Assert.That(machine.Clock.Icount, Is.EqualTo(500));
    }

    [Test]
    public void An_idle_machine_wakes_for_an_input()
    {
        machine.Scheduler.CreateTimer("t", static () => { }).ArmAt(8 * 1000);
        inputs.Add(300, 7);
        cpu.IsHalted = true;
        machine.Run(400);
        Assert.That(received, Is.EqualTo(new (ulong, byte)[] { (300, 7) }));
    }

    [Test]
    public void The_gate_is_told_the_wake_up_tick()
    {
        machine.Scheduler.CreateTimer("t", () => cpu.IsHalted = false).ArmAt(8 * 1000);
        cpu.IsHalted = true;
        machine.Run(2000);
        Assert.That(inputs.Idles, Is.EqualTo(new (ulong, ulong)[] { (0, 1000) }));
    }

    [Test]
    public void A_halt_at_the_last_tick_does_not_ask_the_gate_to_wait()
    {
        cpu.At(99, () => cpu.IsHalted = true);
        machine.Run(100);
        Assert.That(inputs.Idles, Is.Empty);
    }

    [Test]
    public void A_halt_that_nothing_ends_is_a_deadlock()
    {
        cpu.At(50, () => cpu.IsHalted = true);
        Assert.That(machine.Run(1000), Is.EqualTo(StopReason.Deadlock));
        Assert.That(machine.Clock.Icount, Is.EqualTo(51));
    }

    [Test]
    public void A_reset_happens_after_the_instruction()
    {
        cpu.At(20, machine.RequestReset);
        machine.Run(100);
        Assert.That(cpu.Resets, Is.EqualTo(1));
    }

    [Test]
    public void A_shutdown_resets_the_machine()
    {
        cpu.At(20, () => cpu.Answer = CpuStop.Shutdown);
        machine.Run(100);
        Assert.That(cpu.Resets, Is.EqualTo(1));
    }

    [Test]
    public void Without_reboot_a_reset_ends_the_run()
    {
        Build(new ScriptedInputs(), noReboot: true);
        cpu.At(20, machine.RequestReset);
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.ResetNotAllowed));
        Assert.That((machine.Clock.Icount, cpu.Resets), Is.EqualTo((21UL, 0)));
    }

    [Test]
    public void An_exit_ends_the_run_with_its_code()
    {
        cpu.At(20, () => machine.RequestExit(33));
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.GuestExit));
        Assert.That((machine.Clock.Icount, machine.ExitCode), Is.EqualTo((21UL, 33)));
    }

    [Test]
    public void An_exit_from_a_halted_machine_ends_the_run()
    {
        cpu.At(
            20,
            () =>
            {
                machine.RequestExit(1);
                cpu.IsHalted = true;
                cpu.Answer = CpuStop.Halted;
            }
        );
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.GuestExit));
    }

    [Test]
    public void What_is_missing_ends_the_run_for_good()
    {
        cpu.At(20, () => throw new UnimplementedException("floppy: register 3"));
        machine.Run(100);
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.Unimplemented));
        Assert.That(machine.UnimplementedDetail, Is.EqualTo("floppy: register 3"));
    }

    [Test]
    public void A_state_from_before_the_exit_runs_again()
    {
        var before = machine.Arena.Bytes.ToArray();
        cpu.At(20, () => machine.RequestExit(33));
        machine.Run(100);
        before.AsSpan().CopyTo(machine.Arena.Bytes);
        machine.StateReplaced();
        Assert.That(machine.Run(10), Is.EqualTo(StopReason.IcountReached));
    }

    [Test]
    public void A_state_from_after_the_exit_stays_ended()
    {
        cpu.At(20, () => machine.RequestExit(33));
        machine.Run(100);
        machine.StateReplaced();
        Assert.That((machine.Run(100), machine.ExitCode), Is.EqualTo((StopReason.GuestExit, 33)));
    }

    [Test]
    public void The_host_can_stop_the_run()
    {
        machine.RequestHostStop();
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.HostRequest));
        Assert.That(machine.Run(100), Is.EqualTo(StopReason.IcountReached));
    }

    [Test]
    public void Devices_are_reset_in_order_before_the_cpu()
    {
        var order = new List<string>();
        machine.AddDevice(new ResetRecorder("a", order));
        machine.AddDevice(new ResetRecorder("b", order));
        machine.Reset();
        Assert.That(order, Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase(0u, 1u)]
    [TestCase(1u, 0u)]
    public void A_tick_of_no_length_is_refused(uint numerator, uint denominator)
    {
        Assert.Throws<ConfigurationException>(() =>
            new VirtualMachine(new TickRatio(numerator, denominator), new NoInputs(), new NoOutputs())
        );
    }

    private sealed class ResetRecorder(string name, List<string> order) : IDevice
    {
        public string Name => name;

        public void Reset() => order.Add(name);
    }
}
