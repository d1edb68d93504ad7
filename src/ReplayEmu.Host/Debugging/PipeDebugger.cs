using System;
using System.IO;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Debugging;

/// <summary>A debugger at standard input and output (gdb: <c>target remote | replayemu debug ...</c>). It cannot interrupt a run.</summary>
public sealed class PipeDebugger(Stream input, Stream output) : IDebuggerConnection
{
    public bool HasData => false;

    public int Read(Span<byte> buffer)
    {
        try
        {
            return input.Read(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        try
        {
            output.Write(data);
            output.Flush();
        }
        catch (IOException)
        {
            // The debugger is gone; the next read says so.
        }
    }
}
