using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>Reads the buffers of a request as one stream of bytes, however the driver divided it.</summary>
internal ref struct VirtioReader(List<VirtioBuffer> buffers, DmaChannel dma)
{
    private readonly List<VirtioBuffer> buffers = buffers;
    private readonly DmaChannel dma = dma;
    private int index;
    private uint offset;

    /// <summary>Fills the target; false, with an undefined target, when fewer bytes are left.</summary>
    public bool TryRead(scoped Span<byte> target)
    {
        while (target.Length > 0)
        {
            if (index == buffers.Count)
            {
                return false;
            }

            var buffer = buffers[index];
            var count = (int)Math.Min((uint)target.Length, buffer.Length - offset);
            if (count > 0)
            {
                dma.Read(buffer.Address + offset, target[..count]);
                target = target[count..];
                offset += (uint)count;
            }

            if (offset == buffer.Length)
            {
                index++;
                offset = 0;
            }
        }

        return true;
    }

    /// <summary>Leaves bytes out.</summary>
    public void Skip(ulong count)
    {
        while (count > 0 && index < buffers.Count)
        {
            var part = (uint)Math.Min(count, buffers[index].Length - offset);
            count -= part;
            offset += part;
            if (offset == buffers[index].Length)
            {
                index++;
                offset = 0;
            }
        }
    }
}
