using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Tests.Inputs;

internal sealed class LiveInputsTests
{
    private readonly List<byte> accepted = [];
    private LineSource? source;

    [Test]
    public void Polls_lie_on_a_grid()
    {
        var inputs = new LiveInputs(TickRatio.Default);
        Assert.That(inputs.NextPoll(LiveInputs.PollTicks + 1), Is.EqualTo(2 * LiveInputs.PollTicks));
    }

    [Test]
    public void The_next_poll_is_always_later()
    {
        var inputs = new LiveInputs(TickRatio.Default);
        Assert.That(inputs.NextPoll(LiveInputs.PollTicks), Is.GreaterThan(LiveInputs.PollTicks));
    }

    [Test]
    public void Idle_time_is_skipped_without_a_keyboard() =>
        Assert.That(new LiveInputs(TickRatio.Default).Idle(5, 1000), Is.EqualTo(1000));

    [Test]
    public void Nothing_wakes_a_machine_without_keyboard_and_timer() =>
        Assert.That(new LiveInputs(TickRatio.Default).Idle(5, ulong.MaxValue), Is.EqualTo(ulong.MaxValue));

    [Test]
    public void A_waiting_machine_is_woken_by_input()
    {
        var inputs = Connected("k");
        inputs.Idle(5, ulong.MaxValue);
        inputs.TryTake(5, out var input);
        Assert.That(input.Data.ToArray(), Is.EqualTo("k"u8.ToArray()));
    }

    [Test]
    public void Bytes_from_a_pipe_wait_until_the_guest_listens()
    {
        var inputs = Connected("k", out var keyboard);
        keyboard.Queue.Wait(System.TimeSpan.FromMinutes(1));
        Assert.That(inputs.TryTake(5, out _), Is.False);
    }

    [Test]
    public void Bytes_from_a_pipe_come_once_the_guest_listens()
    {
        var inputs = Connected("k", out var keyboard);
        keyboard.Queue.Wait(System.TimeSpan.FromMinutes(1));
        source!.Listen();
        Assert.That(inputs.TryTake(5, out _), Is.True);
    }

    [Test]
    public void No_more_is_sent_than_the_device_has_room_for()
    {
        var inputs = Connected("four");
        inputs.Idle(5, ulong.MaxValue);
        inputs.TryTake(5, out var input);
        Assert.That(input.Data.Length, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public void The_end_of_input_ends_a_machine_that_waits_for_it()
    {
        var inputs = Connected("");
        Assert.That(inputs.Idle(5, ulong.MaxValue), Is.EqualTo(ulong.MaxValue));
    }

    private LiveInputs Connected(string text) => Connected(text, out _);

    private LiveInputs Connected(string text, out SerialKeyboard keyboard)
    {
        accepted.Clear();
        keyboard = new SerialKeyboard(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text)), interactive: false);
        var inputs = new LiveInputs(TickRatio.Default);
        source = new LineSource(keyboard.Queue, false, TickRatio.Default, "serial0", inputs.Signal);
        inputs.Add(source);
        var machine = new VirtualMachine(TickRatio.Default, inputs, new NoOutputs());
        machine.AddInputPort(new InputPort("serial0", data => accepted.AddRange(data.ToArray()), () => 2));
        inputs.Connect(machine);
        keyboard.Start();
        return inputs;
    }
}
