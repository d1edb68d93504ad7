using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Guests.Demo;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Testing;

namespace ReplayEmu.Guests.Tests;

/// <summary>The 2012 bug: which machine and which kernel fail, and how.</summary>
public sealed class DemoGuestTests
{
    private static readonly DeviceConfig Balloon = new("virtio-balloon-pci", [new PropertyValue("addr", "0x10")]);

    [Test]
    public Task On_pc_1_0_with_a_balloon_it_panics() => Verified.Text(Run("panic-demo", "pc-1.0", Balloon).Text);

    [Test]
    public void The_panic_is_told_to_the_debug_exit_device() =>
        Assert.That(Run("panic-demo", "pc-1.0", Balloon).ExitCode, Is.EqualTo((KernelExceptions.PanicCode << 1) | 1));

    [Test]
    public Task On_pc_1_1_it_boots() => Verified.Text(Run("panic-demo", "pc-1.1", Balloon).Text);

    [Test]
    public void After_booting_it_powers_off() =>
        Assert.That(Run("panic-demo", "pc-1.1", Balloon).ExitCode, Is.EqualTo(0));

    [Test]
    public void Without_a_balloon_it_boots() =>
        Assert.That(Run("panic-demo", "pc-1.0").Text, Does.EndWith("BOOT-OK\n"));

    [Test]
    public void The_fixed_kernel_boots_on_pc_1_0_with_a_balloon() =>
        Assert.That(Run("fixed-demo", "pc-1.0", Balloon).Text, Does.EndWith("BOOT-OK\n"));

    [Test]
    public void The_walk_is_bounded() =>
        Assert.That(Run("panic-demo", "pc-1.0", Balloon).Retired, Is.LessThan(50_000_000));

    private static GuestRun Run(string guest, string machine, params DeviceConfig[] devices) =>
        new(BuiltInGuests.Find(guest)!.Build(), machine, devices);
}
