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
}

/// <summary>
/// A split virtqueue in its legacy layout (Virtio 0.9.5, section 2.3): descriptors, available ring, and page-aligned used ring.
/// Everything read from the guest is checked; a driver that breaks the rules loses the queue until it resets the device.
/// </summary>
internal sealed unsafe class Virtqueue(DmaChannel dma, VirtqueueState* state, int size)
{
    private const int MaximumChain = 1024;
    private const ushort HasNext = 1;
    private const ushort IsWritable = 2;
    private const ushort IsIndirect = 4;
    private const ushort NoInterrupt = 1;
    private readonly VirtqueueState* state = state;
    private readonly VirtioRequest request = new();

    /// <summary>Entries, a power of two.</summary>
    public int Size { get; } = size;

    private ulong Descriptors => (ulong)state->Page << 12;

    private ulong Available => Descriptors + (16 * (ulong)Size);

    private ulong Used => (Available + 4 + (2 * (ulong)Size) + 4095) & ~4095ul;

    /// <summary>Takes the next request, or null when there is none or the queue is broken.</summary>
    public VirtioRequest? Take(uint features)
    {
        if (state->Page == 0 || state->IsBroken != 0)
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
            state->IsBroken = 1;
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
    public void Break() => state->IsBroken = 1;

    /// <summary>Gives a request back.</summary>
    /// <param name="written">Bytes written into its buffers.</param>
    public void Return(ushort head, uint written)
    {
        if (state->Page == 0 || state->IsBroken != 0)
        {
            return;
        }

        Span<byte> entry = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, head);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], written);
        dma.Write(Used + 4 + (8ul * (uint)(state->Used % Size)), entry);
        state->Used++;
        WriteWord(Used + 2, state->Used);
        if ((ushort)(state->Used - state->Signalled) == 0)
        {
            state->IsSignalledValid = 0;
        }
    }

    /// <summary>Whether the driver wants an interrupt for what was returned.</summary>
    public bool WantsInterrupt(uint features)
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
        state->Signalled = state->Used;
        var wanted = ReadWord(Available + 4 + (2 * (ulong)Size));
        return !wasValid || (ushort)(state->Used - wanted - 1) < (ushort)(state->Used - before);
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
