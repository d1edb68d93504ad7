using System;
using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Comparison;

/// <summary>The boot of 2012 on both versions: the comparison names the class code of the balloon.</summary>
public sealed class TraceDiffTests
{
    /// <summary>Names for what the guest runs there, as a System.map has them.</summary>
    private const string Symbols = "000f0540 t pci_config_read\n00100000 T startup_32\n";

    private TemporaryFolder folder = null!;

    [OneTimeSetUp]
    public void Make() => folder = new TemporaryFolder();

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public Task As_text() => Verified.Text(Diff().Text, "panic-demo-text", "diff");

    [Test]
    public Task As_JSON() => Verified.Text(Diff("--json").Text, "panic-demo-json", "diff");

    [Test]
    public Task As_a_page()
    {
        var page = folder.Combine("page.html");
        Diff("--html", page);
        return Verified.Text(Clean(File.ReadAllText(page)), "panic-demo-page", "diff");
    }

    [Test]
    public void The_class_code_is_the_first_difference() =>
        Assert.That(
            Diff().Text,
            Does.Contain("config-read 00:10.0+0x08 4 bytes = 0x05000000 (class: memory, RAM; revision 0x00)")
                .And.Contain("0x000f054b pci_config_read+0xb: in eax,dx")
                .And.Contain("0x00ff0000")
        );

    [Test]
    public void A_recording_is_the_same_as_itself() =>
        Assert.That(
            Replayemu.Run("diff", Trace("1.0"), Trace("1.0")).Text,
            Does.Contain("The guest did and saw the same in both.").And.Not.Contain("What followed")
        );

    [Test]
    public void A_machine_type_and_a_trace_are_not_compared() =>
        Assert.That(Replayemu.Run("diff", "pc-1.0", Trace("1.0")).Code, Is.Not.EqualTo(ExitCode.Ok));

    [Test]
    public void A_page_escapes_what_the_guest_printed()
    {
        var page = folder.Combine("escaped.html");
        Diff("--html", page);
        Assert.That(File.ReadAllText(page), Does.Contain("[&lt;001001a0&gt;] read_n_cells").And.Not.Contain("<script"));
    }

    private Replayemu Diff(params string[] options)
    {
        var run = Replayemu.Run([
            "diff",
            Trace("1.0"),
            Trace("1.1"),
            "--symbols",
            folder.Write("System.map", System.Text.Encoding.ASCII.GetBytes(Symbols)),
            .. options,
        ]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Ok), run.Error);
        return run with { Output = System.Text.Encoding.Latin1.GetBytes(Clean(run.Text)) };
    }

    /// <summary>Paths as seen from the repository.</summary>
    private static string Clean(string text) =>
        text.Replace(RepositoryRoot.Combine("") + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Replace(RepositoryRoot.Combine(""), "", StringComparison.Ordinal);

    private static string Trace(string version) =>
        RepositoryRoot.Combine("traces", $"panic-demo-pc-{version}", "trace.rtrace");
}
