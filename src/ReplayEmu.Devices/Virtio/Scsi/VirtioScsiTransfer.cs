using System;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio.Scsi;

/// <summary>The data of a request: behind its header what the device reads, behind the response what it writes.</summary>
internal sealed class VirtioScsiTransfer(DmaChannel dma) : IScsiTransfer
{
    private VirtioRequest request = null!;
    private ulong read;
    private ulong written;

    public ulong OutLength { get; private set; }

    public ulong InLength { get; private set; }

    /// <summary>Bytes of data that the initiator got.</summary>
    public ulong Given { get; private set; }

    /// <summary>Begins with a request.</summary>
    /// <param name="next">The request.</param>
    /// <param name="header">Bytes before the data in the readable buffers.</param>
    /// <param name="response">Bytes before the data in the writable buffers.</param>
    public void Start(VirtioRequest next, ulong header, ulong response)
    {
        request = next;
        read = header;
        written = response;
        Given = 0;
        OutLength = next.ReadableLength - Math.Min(header, next.ReadableLength);
        InLength = next.WritableLength - Math.Min(response, next.WritableLength);
    }

    public bool TryRead(Span<byte> target)
    {
        var reader = new VirtioReader(request.Readable, dma);
        reader.Skip(read);
        read += (ulong)target.Length;
        return reader.TryRead(target);
    }

    public void Write(ReadOnlySpan<byte> source)
    {
        var writer = new VirtioWriter(request.Writable, dma);
        writer.Skip(written);
        var count = (ulong)writer.Write(source);
        written += count;
        Given += count;
    }
}
