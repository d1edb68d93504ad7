using System;
using System.IO.Pipes;
using System.Threading;
using NUnit.Framework;
using ReplayEmu.Host.Debugging;

namespace ReplayEmu.Host.Tests.Debugging;

internal sealed class PipeDebuggerTests
{
    private const byte CtrlC = 3;

    private AnonymousPipeServerStream gdb = null!;
    private AnonymousPipeClientStream input = null!;

    [SetUp]
    public void Open()
    {
        gdb = new AnonymousPipeServerStream(PipeDirection.Out);
        input = new AnonymousPipeClientStream(PipeDirection.In, gdb.ClientSafePipeHandle);
    }

    [TearDown]
    public void Close()
    {
        gdb.Dispose();
        input.Dispose();
    }

    [Test]
    public void Ctrl_C_is_seen_without_a_read()
    {
        var debugger = new PipeDebugger(input, System.IO.Stream.Null);
        Assert.That(debugger.HasData, Is.False);
        gdb.Write([CtrlC]);
        Assert.That(SpinWait.SpinUntil(() => debugger.HasData, TimeSpan.FromMinutes(1)), Is.True);
    }

    [Test]
    public void What_was_sent_is_read_before_the_end()
    {
        var debugger = new PipeDebugger(input, System.IO.Stream.Null);
        gdb.Write("+$g#67"u8);
        gdb.Dispose();
        var text = "";
        var buffer = new byte[4];
        for (int length; (length = debugger.Read(buffer)) > 0; )
        {
            text += System.Text.Encoding.ASCII.GetString(buffer, 0, length);
        }

        Assert.That(text, Is.EqualTo("+$g#67"));
    }
}
