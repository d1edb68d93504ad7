using System.IO;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Host.Outputs;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Tests.Outputs;

internal sealed class HostOutputsTests
{
    [Test]
    public void Bytes_go_to_the_sink_of_their_port()
    {
        using var stream = new MemoryStream();
        using var outputs = new HostOutputs();
        outputs.Route("serial0", ConsoleSink.To(stream, "test"));
        using var machine = new VirtualMachine(TickRatio.Default, new NoInputs(), outputs);
        machine.AddOutputPort("debugcon");
        var port = machine.AddOutputPort("serial0");
        outputs.Connect(machine);
        port.Write("hello\n"u8);
        Assert.That(Encoding.ASCII.GetString(stream.ToArray()), Is.EqualTo("hello\n"));
    }

    [Test]
    public void A_port_without_a_sink_is_silent()
    {
        using var outputs = new HostOutputs();
        using var machine = new VirtualMachine(TickRatio.Default, new NoInputs(), outputs);
        var port = machine.AddOutputPort("serial0");
        outputs.Connect(machine);
        Assert.That(() => port.Write("x"u8), Throws.Nothing);
    }

    [Test]
    public void A_line_is_written_at_its_end()
    {
        using var stream = new MemoryStream();
        using var sink = ConsoleSink.To(stream, "test");
        sink.Write("one\ntw"u8);
        Assert.That(Encoding.ASCII.GetString(stream.ToArray()), Is.EqualTo("one\n"));
    }

    [Test]
    public void The_awaited_text_is_noticed()
    {
        using var outputs = new HostOutputs { UntilText = "ok" };
        using var machine = new VirtualMachine(TickRatio.Default, new NoInputs(), outputs);
        var port = machine.AddOutputPort("serial0");
        outputs.Connect(machine);
        port.Write("it is ok"u8);
        Assert.That(outputs.TextSeen, Is.True);
    }
}
