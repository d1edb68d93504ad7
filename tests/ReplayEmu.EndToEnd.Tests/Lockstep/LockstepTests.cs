using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Lockstep;

/// <summary>
/// The comparison with what QEMU 7.2 did, without QEMU. bench.log was written by
/// <c>replayemu lockstep --qemu qemu-system-i386 -M pc-i440fx-2.4 -cpu pentium3 -nodefaults -bios bench.bin --count 1500 --save bench.log</c>
/// with the file that <c>replayemu guests --write</c> makes; a change of that guest needs a new one.
/// </summary>
public sealed class LockstepTests
{
    private static readonly string[] Machine = ["-M", "pc-i440fx-2.4", "-nodefaults", "-bios", "builtin:bench"];

    [Test]
    public void The_loop_runs_as_in_QEMU()
    {
        var run = Replayemu.Run(["lockstep", "--log", Log(), "-cpu", "pentium3", .. Machine]);
        Assert.That(run.Text, Does.StartWith("1500 instructions agree"), run.Error);
    }

    [Test]
    public void Another_CPU_differs_where_it_tells_its_signature()
    {
        var run = Replayemu.Run(["lockstep", "--log", Log(), "-cpu", "486", .. Machine]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Divergence));
        Assert.That(run.Text, Does.Contain("differs: edx"));
    }

    [Test]
    public void One_of_QEMU_and_a_log_is_needed() =>
        Assert.That(Replayemu.Run(["lockstep", .. Machine]).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void A_QEMU_that_is_not_there_is_told() =>
        Assert.That(
            Replayemu.Run("lockstep", "--qemu", "/nowhere/qemu", "-nodefaults").Code,
            Is.EqualTo(ExitCode.HostResource)
        );

    private static string Log() => RepositoryRoot.Combine("tests", "ReplayEmu.EndToEnd.Tests", "Lockstep", "bench.log");
}
