using NUnit.Framework;
using ReplayEmu.Devices.Pc.Piix;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine;

namespace ReplayEmu.Devices.Tests.Pc.Piix;

public sealed class Piix4PmTests
{
    private const int Sci = 9;
    private const int Smi = 100;
    private PciBoard board = null!;
    private Piix4Pm pm = null!;

    [SetUp]
    public void Build()
    {
        board = new PciBoard();
        pm = new Piix4Pm(board.Machine, board.Bus, 11, board.Line(Sci), board.Line(Smi), false, 1);
        pm.Reset();
        pm.WriteConfig(0x40, 4, 0x601);
        pm.WriteConfig(0x80, 1, 1);
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void The_pm_block_follows_base_and_enable()
    {
        Assert.That(board.In(0x604, 2), Is.Zero);
        pm.WriteConfig(0x80, 1, 0);
        Assert.That(board.In(0x604, 2), Is.EqualTo(0xffff));
    }

    [Test]
    public void The_timer_counts_at_3579545_hertz_in_24_bits()
    {
        // 10 s at 8 ns a tick: 35,795,450 timer ticks.
        board.Machine.Clock.Skip(1_250_000_000);
        Assert.That(board.In(0x608, 4), Is.EqualTo(35_795_450 & 0xff_ffff));
    }

    [Test]
    public void The_timer_overflow_interrupts_when_it_is_enabled()
    {
        board.Out(0x602, 1, 2);
        Assert.That(board.Levels[Sci], Is.False);
        // Bit 23 changes after 2.34 s.
        board.Machine.Clock.Skip(300_000_000);
        board.Machine.Scheduler.RunDue();
        Assert.That(board.Levels[Sci], Is.True);
        board.Out(0x600, 1, 2);
        Assert.That(board.Levels[Sci], Is.False);
    }

    [Test]
    public void Apm_commands_enable_and_disable_acpi()
    {
        board.Out(0xb2, 0xf1);
        Assert.That(board.In(0x604, 2), Is.EqualTo(1));
        board.Out(0xb2, 0xf0);
        Assert.That(board.In(0x604, 2), Is.Zero);
    }

    [Test]
    public void An_apm_command_pulses_smi_only_when_enabled()
    {
        board.Interactions.Clear();
        board.Out(0xb2, 1);
        Assert.That(board.Interactions, Has.Count.EqualTo(1));
        pm.WriteConfig(0x5b, 1, 2);
        board.Out(0xb2, 1);
        Assert.That(board.Interactions, Has.Count.EqualTo(4));
    }

    [Test]
    public void Without_system_management_mode_register_5b_says_that_it_is_set_up()
    {
        var other = new PciBoard();
        var function = new Piix4Pm(other.Machine, other.Bus, 11, other.Line(Sci), null, false, 1);
        function.Reset();
        other.Out(0xb2, 1);
        Assert.That(function.ReadConfig(0x5b, 1), Is.EqualTo(2));
        other.Dispose();
    }

    [Test]
    public void Soft_off_ends_the_run()
    {
        board.Out(0x604, 0x2000, 2);
        Assert.That(board.Machine.Run(ulong.MaxValue), Is.EqualTo(StopReason.GuestExit));
    }

    [Test]
    public void Suspend_to_ram_is_a_loud_stop() =>
        Assert.That(() => board.Out(0x604, 0x2400, 2), Throws.TypeOf<UnimplementedException>());

    [Test]
    public void No_slave_answers_on_the_smbus()
    {
        board.Out(0xb102, 0x48);
        Assert.That(board.In(0xb100), Is.EqualTo(4));
        board.Out(0xb100, 4);
        Assert.That(board.In(0xb100), Is.Zero);
    }

    [Test]
    public void General_purpose_enable_is_stored()
    {
        board.Out(0xafe2, 0x02);
        Assert.That(board.In(0xafe2), Is.EqualTo(2));
    }
}
