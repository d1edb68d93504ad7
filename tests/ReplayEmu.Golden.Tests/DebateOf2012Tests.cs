using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Guests;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;

namespace ReplayEmu.Golden.Tests;

/// <summary>
/// April 2012: the balloon's class is to become 0x00ff. pc-1.0 is released, pc-1.1 is in the making. What the README tells is done
/// here on copies of the goldens.
/// </summary>
public sealed class DebateOf2012Tests
{
    private const string Released = "pc-1.0.nodefaults+balloon";
    private const string New = "pc-1.1.nodefaults+balloon";
    private TemporaryFolder folder = null!;

    private string Intents => folder["intended-changes.txt"];

    /// <summary>Goldens as before the change: both machines have the class of RAM.</summary>
    [SetUp]
    public void Before()
    {
        folder = new TemporaryFolder();
        foreach (var item in Items("0x0500", "0x0500"))
        {
            File.WriteAllText(Path.Combine(folder.Path, item.Name + ".verified.txt"), item.Make().Text);
        }

        Approve(Items("0x0500", "0x0500"));
        var hash = System.Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                File.ReadAllBytes(Path.Combine(folder.Path, Released + ".verified.txt"))
            )
        );
        folder.Write("released.txt", $"{hash}  {Released}.verified.txt\n");
    }

    [TearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void Before_the_change_everything_is_as_approved() =>
        Assert.That(Check("0x0500", "0x0500").Select(result => result.Outcome), Is.All.EqualTo(GoldenOutcome.Match));

    [Test]
    public void For_all_versions_it_is_refused_for_the_released_one()
    {
        var refused = Check("0x00ff", "0x00ff").Single(result => result.Name == Released);
        Assert.That(refused.Outcome, Is.EqualTo(GoldenOutcome.ReleasedMismatch));
        Assert.That(refused.Diff, Does.Contain("-00:10.0 class 0x0500").And.Contain("+00:10.0 class 0x00ff"));
    }

    [Test]
    public void For_all_versions_approval_is_refused_too()
    {
        Approve(Items("0x00ff", "0x00ff"));
        Assert.That(
            Check("0x0500", "0x00ff").Select(result => (result.Name, result.Outcome)),
            Is.EqualTo(new[] { (Released, GoldenOutcome.Match), (New, GoldenOutcome.Match) })
        );
    }

    [Test]
    public void With_a_row_only_the_new_version_differs() =>
        Assert.That(
            Check("0x0500", "0x00ff")
                .Where(result => result.Outcome != GoldenOutcome.Match)
                .Select(result => result.Name),
            Is.EqualTo(new[] { New })
        );

    [Test]
    public void With_a_row_one_approval_is_enough()
    {
        Approve(Items("0x0500", "0x00ff"));
        Assert.That(Check("0x0500", "0x00ff").Select(result => result.Outcome), Is.All.EqualTo(GoldenOutcome.Match));
    }

    private IReadOnlyList<GoldenResult> Check(string released, string inTheMaking) =>
        new GoldenSet(folder.Path, Intents, new GoldenOptions(MayWrite: true))
            .Check(Items(released, inTheMaking))
            .Results;

    private void Approve(IReadOnlyList<GoldenItem> items) =>
        new GoldenApproval(folder.Path, Intents, new GoldenOptions(MayWrite: true)).Approve(items, "*");

    private static IReadOnlyList<GoldenItem> Items(string released, string inTheMaking) =>
        [
            .. new MachineSnapshot(new Balloons(released, inTheMaking), BuiltInGuests.Find("probe")!.Build())
                .Items(DeviceSet.Standard)
                .Where(item => item.Name is Released or New)
                .OrderBy(item => item.Name, System.StringComparer.Ordinal),
        ];

    /// <summary>The machine types, with a class of the balloon for pc-1.0 and one for all others.</summary>
    private sealed class Balloons(string released, string others) : IMachineCatalogue
    {
        private readonly MachineCatalogue catalogue = new();

        public IReadOnlyList<MachineTypeInfo> Types => catalogue.Types;

        public MachineConfig Resolve(MachineConfig config) => catalogue.Resolve(With(config));

        public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs) =>
            catalogue.Build(With(config), images, inputs, outputs);

        private MachineConfig With(MachineConfig config) =>
            config with
            {
                Globals =
                [
                    new GlobalProperty("virtio-balloon-pci", "class", config.Machine == "pc-1.0" ? released : others),
                ],
            };
    }
}
