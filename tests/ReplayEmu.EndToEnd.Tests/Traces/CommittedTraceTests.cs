using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.EndToEnd.Tests.Traces;

/// <summary>
/// The traces of <c>traces/</c>, recorded by earlier builds: this build must show their guests exactly the same. A divergence is
/// a guest-visible change of a released machine, and the message names it.
/// </summary>
public sealed class CommittedTraceTests
{
    private static readonly string folder = RepositoryRoot.Combine("traces");

    [TestCaseSource(nameof(Names))]
    public void This_build_replays(string name)
    {
        var replay = Replayemu.Run("replay", TraceOf(name), "--json");
        Assert.That(replay.Code, Is.EqualTo(ExitCode.Ok), replay.Text + replay.Error);
        using var result = JsonDocument.Parse(replay.Text);
        Assert.That(result.RootElement.GetProperty("interactions").GetInt64(), Is.GreaterThan(0), replay.Text);
    }

    [TestCaseSource(nameof(Names))]
    public void It_brings_its_images(string name)
    {
        var header = HeaderOf(name);
        Assert.That(header.EmbeddedImages, Has.Count.EqualTo(MachineImages.Of(header.Config).Count));
    }

    [TestCaseSource(nameof(Names))]
    public void Its_description_names_guest_licence_images_and_command(string name)
    {
        var text = File.ReadAllText(Path.Combine(folder, name, "README.md"));
        Assert.That(text, Does.Contain("Licence:").And.Contain("replayemu record"));
        foreach (var image in MachineImages.Of(HeaderOf(name).Config))
        {
            Assert.That(text, Does.Contain(image.Sha256));
        }
    }

    [Test]
    public void The_failing_and_the_good_boot_are_there() =>
        Assert.That(Names(), Is.SupersetOf(new[] { "panic-demo-pc-1.0", "panic-demo-pc-1.1" }));

    private static IEnumerable<string> Names() =>
        Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string TraceOf(string name) => Path.Combine(folder, name, "trace.rtrace");

    private static TraceHeader HeaderOf(string name)
    {
        using var reader = new TraceReader(File.OpenRead(TraceOf(name)));
        return reader.Header;
    }
}
