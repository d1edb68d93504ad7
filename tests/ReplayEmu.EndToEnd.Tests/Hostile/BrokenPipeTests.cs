using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.Machines;

namespace ReplayEmu.EndToEnd.Tests.Hostile;

/// <summary>The reader of the output goes away, as with <c>| head</c>.</summary>
public sealed class BrokenPipeTests
{
    [Test]
    public void It_ends_without_a_word()
    {
        using var output = new ClosedPipe();
        using var error = new StringWriter();
        var code = Application.Run(["machines"], new CliContext(new Standard(output, error), new MachineCatalogue()));
        Assert.That((code, error.ToString()), Is.EqualTo(((int)ExitCode.HostResource, "")));
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", 32);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
