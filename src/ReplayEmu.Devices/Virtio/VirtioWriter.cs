using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>Writes the writable buffers of a request as one stream of bytes, however the driver divided it.</summary>
internal ref struct VirtioWriter(List<VirtioBuffer> buffers, DmaChannel dma)
{
    private readonly List<VirtioBuffer> buffers = buffers;
    private readonly DmaChannel dma = dma;
    private int index;
    private uint offset;

    /// <summary>Bytes written so far.</summary>
    public ulong Written { get; private set; }

    /// <summary>Writes as much as fits.</summary>
    /// <returns>Bytes that did.</returns>
    public int Write(scoped ReadOnlySpan<byte> source)
    {
        var length = source.Length;
        while (!source.IsEmpty && index < buffers.Count)
        {
            var buffer = buffers[index];
            var count = (int)Math.Min((uint)source.Length, buffer.Length - offset);
            if (count > 0)
            {
                dma.Write(buffer.Address + offset, source[..count]);
                source = source[count..];
                Advance((uint)count);
            }
            else
            {
                Advance(0);
            }
        }

        Written += (ulong)(length - source.Length);
        return length - source.Length;
    }

    /// <summary>Leaves bytes as they are.</summary>
    public void Skip(ulong count)
    {
        Written += count;
        while (count > 0 && index < buffers.Count)
        {
            var part = (uint)Math.Min(count, buffers[index].Length - offset);
            count -= part;
            Advance(part);
        }
    }

    private void Advance(uint count)
    {
        offset += count;
        if (offset == buffers[index].Length)
        {
            index++;
            offset = 0;
        }
    }
}
