using System;
using System.IO;
using System.Threading;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Debugging;

/// <summary>
/// A debugger at standard input and output (gdb: <c>target remote | replayemu debug ...</c>). A thread waits for what it sends, so that
/// Ctrl-C comes while the target runs.
/// </summary>
public sealed class PipeDebugger : IDebuggerConnection
{
    private const int QueueBytes = 1 << 16;
    private readonly Stream input;
    private readonly Stream output;
    private readonly ByteQueue queue = new(QueueBytes);

    public PipeDebugger(Stream input, Stream output)
    {
        this.input = input;
        this.output = output;
        new Thread(Take) { IsBackground = true, Name = "debugger" }.Start();
    }

    public bool HasData => queue.Count > 0;

    public int Read(Span<byte> buffer)
    {
        // Completed before the last look at the queue: nothing comes after it.
        bool last;
        byte[] bytes;
        do
        {
            queue.Wait(Timeout.InfiniteTimeSpan);
            last = queue.IsCompleted;
            bytes = queue.Take(buffer.Length);
        } while (bytes.Length == 0 && !last);
        bytes.CopyTo(buffer);
        return bytes.Length;
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

    private void Take()
    {
        var buffer = new byte[4096];
        try
        {
            while (input.Read(buffer) is > 0 and var length)
            {
                foreach (var value in buffer.AsSpan(0, length))
                {
                    queue.Add(value);
                }
            }
        }
        catch (IOException)
        {
            // The debugger is gone.
        }

        queue.Complete();
    }
}
