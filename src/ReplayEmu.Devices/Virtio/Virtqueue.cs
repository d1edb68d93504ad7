using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>One guest buffer of a request.</summary>
/// <param name="Address">Guest physical.</param>
/// <param name="Length">Bytes, as the guest says: not trusted.</param>
internal readonly record struct VirtioBuffer(ulong Address, uint Length);

/// <summary>A request taken from the available ring.</summary>
internal sealed class VirtioRequest
{
    /// <summary>Number that goes into the used ring.</summary>
    public ushort Head { get; set; }

    /// <summary>Buffers that the device reads.</summary>
    public List<VirtioBuffer> Readable { get; } = [];

    /// <summary>Buffers that the device writes.</summary>
    public List<VirtioBuffer> Writable { get; } = [];

    /// <summary>Bytes that the device can read.</summary>
    public ulong ReadableLength => Sum(Readable);

    /// <summary>Bytes that the device can write.</summary>
    public ulong WritableLength => Sum(Writable);

    private static ulong Sum(List<VirtioBuffer> buffers)
    {
        ulong sum = 0;
        foreach (var buffer in buffers)
        {
            sum += buffer.Length;
        }

        return sum;
    }
}

/// <summary>
/// A split virtqueue (Virtio 1.2, section 2.7): descriptors, available ring, used ring.
/// Everything read from the guest is checked; a driver that breaks the rules loses the queue until it resets the device.
/// </summary>
internal sealed unsafe class Virtqueue
{
    private const int MaximumChain = 1024;
    private const ushort HasNext = 1;
    private const ushort IsWritable = 2;
    private const ushort IsIndirect = 4;
    private const ushort NoInterrupt = 1;
    private readonly DmaChannel dma;
    private readonly VirtqueueState* state;
    private readonly Action broken;
    private readonly VirtioRequest request = new();

    /// <param name="index">Number of the queue.</param>
    /// <param name="size">Entries when the driver does not choose.</param>
    /// <param name="broken">Called when the driver breaks the rules.</param>
    public Virtqueue(DmaChannel dma, VirtqueueState* state, int index, int size, Action broken)
    {
        this.dma = dma;
        this.state = state;
        this.broken = broken;
        Index = index;
        MaximumSize = size;
    }

    public int Index { get; }

    /// <summary>Entries at reset; a driver can have fewer.</summary>
    public int MaximumSize { get; }

    /// <summary>Entries.</summary>
    public int Size => state->Size == 0 ? MaximumSize : state->Size;

    public VirtqueueState* State => state;

    /// <summary>The driver has set the queue up and has not broken it.</summary>
    public bool IsReady => state->IsEnabled != 0 && state->IsBroken == 0;

    /// <summary>Requests wait in the available ring.</summary>
    public bool HasRequests => IsReady && ReadWord(state->Available + 2) != state->NextAvailable;

    private ulong Descriptors => state->Descriptors;

    private ulong Available => state->Available;

    private ulong Used => state->Used;

    /// <summary>The queue as at power-on.</summary>
    public void Reset() => *state = new VirtqueueState { Vector = VirtioPciDevice.NoVector };

    /// <summary>Places the ring as legacy devices have it: one piece, with the used ring on the next page of 4 KiB.</summary>
    public void PlaceLegacy(ulong address)
    {
        var vector = state->Vector;
        Reset();
        state->Vector = vector;
        state->Descriptors = address;
        state->Available = address + (16 * (ulong)Size);
        state->Used = (state->Available + 4 + (2 * (ulong)Size) + 4095) & ~4095ul;
        state->IsEnabled = 1;
    }

    /// <summary>Takes the next request, or null when there is none or the queue is broken.</summary>
    public VirtioRequest? Take(ulong features)
    {
        if (!IsReady)
        {
            return null;
        }

        var available = ReadWord(Available + 2);
        var waiting = (ushort)(available - state->NextAvailable);
        if (waiting == 0)
        {
            return null;
        }

        var head = ReadWord(Available + 4 + (2ul * (uint)(state->NextAvailable % Size)));
        if (waiting > Size || head >= Size || !Walk(head))
        {
            Break();
            return null;
        }

        state->NextAvailable++;
        if ((features & VirtioFeature.EventIndex) != 0)
        {
            // Tells the driver from which entry on a notification is wanted.
            WriteWord(Used + 4 + (8 * (ulong)Size), available);
        }

        request.Head = head;
        return request;
    }

    /// <summary>The driver's view of the device is broken in another way, for example a request that is too long.</summary>
    public void Break()
    {
        state->IsBroken = 1;
        broken();
    }

    /// <summary>Puts the request that was taken last back into the available ring.</summary>
    public void PutBack() => state->NextAvailable--;

    /// <summary>Gives a request back.</summary>
    /// <param name="written">Bytes written into its buffers.</param>
    public void Return(ushort head, uint written)
    {
        if (!IsReady)
        {
            return;
        }

        Span<byte> entry = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, head);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], written);
        dma.Write(Used + 4 + (8ul * (uint)(state->UsedIndex % Size)), entry);
        state->UsedIndex++;
        WriteWord(Used + 2, state->UsedIndex);
        if ((ushort)(state->UsedIndex - state->Signalled) == 0)
        {
            state->IsSignalledValid = 0;
        }
    }

    /// <summary>Whether the driver wants an interrupt for what was returned.</summary>
    public bool WantsInterrupt(ulong features)
    {
        if ((features & VirtioFeature.NotifyOnEmpty) != 0 && ReadWord(Available + 2) == state->NextAvailable)
        {
            return true;
        }

        if ((features & VirtioFeature.EventIndex) == 0)
        {
            return (ReadWord(Available) & NoInterrupt) == 0;
        }

        var wasValid = state->IsSignalledValid != 0;
        var before = state->Signalled;
        state->IsSignalledValid = 1;
        state->Signalled = state->UsedIndex;
        var wanted = ReadWord(Available + 4 + (2 * (ulong)Size));
        return !wasValid || (ushort)(state->UsedIndex - wanted - 1) < (ushort)(state->UsedIndex - before);
    }

    /// <summary>Collects the buffers of a chain; false when it loops, leaves its table or nests tables.</summary>
    private bool Walk(ushort head)
    {
        request.Readable.Clear();
        request.Writable.Clear();
        var table = Descriptors;
        var entries = (uint)Size;
        uint index = head;
        var isIndirect = false;
        Span<byte> descriptor = stackalloc byte[16];
        for (var left = MaximumChain; left > 0; left--)
        {
            dma.Read(table + (16ul * index), descriptor);
            var buffer = new VirtioBuffer(
                BinaryPrimitives.ReadUInt64LittleEndian(descriptor),
                BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..])
            );
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[12..]);
            var next = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[14..]);
            if ((flags & IsIndirect) != 0)
            {
                // Only the head may be indirect, as in QEMU; the table must be whole descriptors.
                if (
                    isIndirect
                    || index != head
                    || request.Readable.Count + request.Writable.Count != 0
                    || buffer.Length == 0
                    || buffer.Length % 16 != 0
                )
                {
                    return false;
                }

                isIndirect = true;
                table = buffer.Address;
                entries = buffer.Length / 16;
                index = 0;
                continue;
            }

            ((flags & IsWritable) != 0 ? request.Writable : request.Readable).Add(buffer);
            if ((flags & HasNext) == 0)
            {
                return true;
            }

            if (next >= entries)
            {
                return false;
            }

            index = next;
        }

        return false;
    }

    private ushort ReadWord(ulong address)
    {
        Span<byte> bytes = stackalloc byte[2];
        dma.Read(address, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private void WriteWord(ulong address, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        dma.Write(address, bytes);
    }
}
