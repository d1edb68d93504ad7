using NUnit.Framework;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Tests.Pc;

/// <summary>As QEMU 7.2 resolves <c>-smp</c>.</summary>
internal sealed class PcTopologyTests
{
    [TestCase("pc-i440fx-7.2", 4, 0, 0, 0, "1 4 1")]
    [TestCase("pc-i440fx-6.1", 4, 0, 0, 0, "4 1 1")]
    [TestCase("pc-i440fx-6.1", 4, 0, 2, 0, "2 2 1")]
    [TestCase("pc-i440fx-7.2", 8, 2, 0, 2, "2 2 2")]
    [TestCase("pc-i440fx-7.2", 8, 2, 2, 0, "2 2 2")]
    [TestCase("pc-i440fx-7.2", 0, 2, 2, 1, "2 2 1")]
    public void What_is_left_open_follows(
        string machine,
        int cpus,
        int sockets,
        int cores,
        int threads,
        string expected
    )
    {
        var smp = Resolve(machine, cpus, sockets, cores, threads);
        Assert.That($"{smp.Sockets} {smp.Cores} {smp.Threads}", Is.EqualTo(expected));
    }

    [Test]
    public void A_resolved_one_stays()
    {
        var smp = Resolve("pc-i440fx-7.2", 4, 0, 0, 0);
        var config = PcTestMachine.Config("pc-i440fx-7.2") with { Smp = smp };
        Assert.That(PcTopology.Resolve(config), Is.EqualTo(smp));
    }

    [TestCase(3, 2, 0, 0)]
    [TestCase(4, 1, 2, 1)]
    [TestCase(17, 0, 0, 0)]
    [TestCase(0, 16, 16, 16)]
    public void What_does_not_fit_is_refused(int cpus, int sockets, int cores, int threads) =>
        Assert.That(
            () => Resolve("pc-i440fx-7.2", cpus, sockets, cores, threads),
            Throws.TypeOf<ConfigurationException>()
        );

    [Test]
    public void Several_CPUs_need_local_APICs()
    {
        var config = PcTestMachine.Config("pc-1.0") with
        {
            Cpu = "486",
            Smp = new SmpConfig { Cpus = 2 },
        };
        Assert.That(() => PcTopology.Resolve(config), Throws.TypeOf<ConfigurationException>());
    }

    [TestCase(0, 1u, 0x00000800u)]
    [TestCase(3, 1u, 0x03040800u)]
    public void Leaf_1_tells_number_and_count(int index, uint leaf, uint ebx)
    {
        var place = new CpuPlace(index, index == 0 ? 1 : 2, index == 0 ? 1 : 2);
        var model = PcProcessor.ModelOf(PcTestMachine.Config("pc-i440fx-7.2"), place);
        Assert.That(model.Query(leaf, 0).Ebx, Is.EqualTo(ebx));
    }

    [Test]
    public void Leaf_11_tells_the_levels()
    {
        var model = PcProcessor.ModelOf(PcTestMachine.Config("pc-i440fx-7.2"), new CpuPlace(5, 3, 2));
        Assert.Multiple(() =>
        {
            Assert.That(model.Query(0xb, 0), Is.EqualTo(new CpuidLeaf(0xb, 0, 1, 2, 0x100, 5)));
            Assert.That(model.Query(0xb, 1), Is.EqualTo(new CpuidLeaf(0xb, 1, 3, 6, 0x201, 5)));
        });
    }

    [Test]
    public void Numbers_of_APICs_have_gaps_where_counts_are_no_powers_of_two() =>
        Assert.That(new CpuPlace(3, 3, 1).ApicId, Is.EqualTo(4));

    private static SmpConfig Resolve(string machine, int cpus, int sockets, int cores, int threads) =>
        PcTopology.Resolve(
            PcTestMachine.Config(machine) with
            {
                Smp = new SmpConfig
                {
                    Cpus = cpus,
                    Sockets = sockets,
                    Cores = cores,
                    Threads = threads,
                },
            }
        );
}
