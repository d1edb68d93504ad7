using System;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Host.Scripts;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Tests.Scripts;

internal sealed class ScriptPlayerTests
{
    private const ulong Second = 125_000_000;
    private VirtualMachine? machine;

    [TearDown]
    public void Delete() => machine?.Dispose();

    [Test]
    public void Nothing_is_typed_before_the_text_came() =>
        Assert.That(Take(Play("wait \"login: \"\ntype \"root\\n\""), 5), Is.Empty);

    [Test]
    public void Typing_begins_when_the_text_has_come()
    {
        var player = Play("wait \"login: \"\ntype \"root\\n\"");
        Say(player, "debian log");
        Take(player, 5);
        Say(player, "in: ");
        Assert.That(Take(player, 6), Is.EqualTo("root\n"));
    }

    [Test]
    public void A_wait_looks_behind_the_one_before()
    {
        var player = Play("wait \"# \"\ntype \"a\"\nwait \"# \"\ntype \"b\"");
        Say(player, "# ");
        Assert.That(Take(player, 5) + Take(player, 6), Is.EqualTo("a"));
    }

    [Test]
    public void What_came_before_the_wait_counts()
    {
        var player = Play("type \"a\"\nwait \"done\"\ntype \"b\"");
        Say(player, "done");
        Assert.That(Take(player, 5), Is.EqualTo("ab"));
    }

    [Test]
    public void No_more_is_typed_at_once_than_the_guest_has_room_for()
    {
        var player = Play("type \"a long text\"");
        player.TryTake(5, out var input);
        Assert.That(input.Data.Length, Is.EqualTo(4));
    }

    [Test]
    public void Text_that_does_not_come_in_time_is_named_with_its_line()
    {
        var player = Play("console serial0\nwait \"login: \" within 2");
        Say(player, "one\r\ntwo\u001b[6n\r\n");
        Take(player, 0);
        Take(player, 2 * Second);
        Assert.That(
            player.Failure,
            Is.EqualTo(
                "script 'test' line 2: waiting for \"login: \" on serial0: not within 2 s of guest time\n"
                    + "the last lines of serial0:\n| one\n| two"
            )
        );
    }

    [Test]
    public void Just_before_its_limit_nothing_has_failed()
    {
        var player = Play("wait \"login: \" within 2");
        Take(player, 0);
        Take(player, (2 * Second) - 1);
        Assert.That(player.Failure, Is.Null);
    }

    [Test]
    public void The_player_asks_to_be_asked_at_its_limit()
    {
        var player = Play("wait \"login: \" within 2");
        Take(player, 7);
        Assert.That(player.NextDue(7), Is.EqualTo(7 + (2 * Second)));
    }

    [Test]
    public void A_guest_that_has_halted_since_is_looked_at_at_once()
    {
        var player = Play("wait \"login: \"");
        Take(player, 7);
        Assert.That(player.NextDue(8), Is.EqualTo(8));
    }

    [Test]
    public void A_timeout_holds_for_later_steps()
    {
        var player = Play("timeout 3\nwait \"x\"");
        Take(player, 0);
        Assert.That(player.NextDue(0), Is.EqualTo(3 * Second));
    }

    [Test]
    public void A_pause_passes_in_guest_time()
    {
        var player = Play("pause 0.5\ntype \"a\"");
        Assert.That(
            Take(player, 0) + Take(player, (Second / 2) - 1) + "|" + Take(player, Second / 2),
            Is.EqualTo("|a")
        );
    }

    [Test]
    public void A_forbidden_text_fails_whatever_the_script_waits_for()
    {
        var player = Play("forbid \"panic\"\nwait \"login: \"");
        Take(player, 0);
        Say(player, "Kernel panic");
        Take(player, 1);
        Assert.That(player.Failure, Does.StartWith("script 'test' line 1: \"panic\" came on serial0"));
    }

    [Test]
    public void A_run_that_ends_before_the_script_is_a_failure()
    {
        var player = Play("wait \"login: \"");
        Take(player, 0);
        player.RunEnded();
        Assert.That(player.Failure, Does.Contain("the run ended before"));
    }

    [Test]
    public void End_ends_the_run()
    {
        var player = Play("end");
        Take(player, 0);
        player.RunEnded();
        Assert.That((player.EndedRun, player.Failure), Is.EqualTo((true, (string?)null)));
    }

    [Test]
    public void Keys_are_pressed_held_and_released()
    {
        var player = Play("sendkey shift-a 100");
        player.TryTake(0, out var press);
        player.TryTake(0, out _);
        player.TryTake(Second / 10, out var release);
        Assert.That(
            Convert.ToHexString(press.Data.Span) + " " + Convert.ToHexString(release.Data.Span),
            Is.EqualTo("2A1E 9EAA")
        );
    }

    [TestCase("console serial7", "no console 'serial7'; did you mean 'serial0'?")]
    [TestCase("screendump a.png", "no display")]
    [TestCase("balloon 64", "no input 'balloon'")]
    public void What_the_machine_lacks_is_said_before_the_run(string line, string reason) =>
        Assert.That(
            () => Play(line),
            Throws
                .TypeOf<ConfigurationException>()
                .With.Message.StartsWith("script 'test' line 1: ")
                .And.Message.Contains(reason)
        );

    private static void Say(ScriptPlayer player, string text) => player.Hear(0, Encoding.ASCII.GetBytes(text));

    private static string Take(ScriptPlayer player, ulong icount)
    {
        var text = new StringBuilder();
        while (player.TryTake(icount, out var input))
        {
            text.Append(Encoding.ASCII.GetString(input.Data.Span));
        }

        return text.ToString();
    }

    private ScriptPlayer Play(string text)
    {
        machine?.Dispose();
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        machine.AddOutputPort("serial0");
        machine.AddInputPort(new InputPort("serial0", _ => { }, () => 4));
        machine.AddInputPort(new InputPort("kbd0", _ => { }, () => 8));
        var player = new ScriptPlayer(ScriptParser.Parse("test", text), TickRatio.Default, _ => { });
        player.Connect(machine);
        return player;
    }
}
