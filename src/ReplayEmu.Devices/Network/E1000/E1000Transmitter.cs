using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Network.E1000.E1000Register;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>
/// The sending half (Intel 317453, section 3.3): legacy, context and data descriptors, checksums, TCP segmentation and VLAN tags. A frame
/// is collected in a block of memory until its last descriptor, and sent at once.
/// </summary>
internal sealed unsafe class E1000Transmitter
{
    private const int DescriptorSize = 16;
    private const int FrameCapacity = 0x10000;
    private const int HeaderCapacity = 0x100;

    private const uint EndOfPacket = 1u << 24;
    private const uint SegmentationEnable = 1u << 26;
    private const uint ReportStatus = 3u << 27;
    private const uint Extended = 1u << 29;
    private const uint VlanEnable = 1u << 30;
    private const uint InterruptDelay = 1u << 31;
    private const uint DataType = 1u << 20;
    private const byte InsertIpChecksum = 1;
    private const byte InsertChecksum = 2;

    private readonly E1000State* state;
    private readonly DmaChannel dma;
    private readonly E1000Counters counters;
    private readonly MemoryBlock buffer;
    private readonly Send send;

    /// <param name="buffer">See <see cref="CreateBuffer"/>.</param>
    /// <param name="send">Puts a frame on the cable.</param>
    public E1000Transmitter(E1000State* state, DmaChannel dma, E1000Counters counters, MemoryBlock buffer, Send send)
    {
        this.state = state;
        this.dma = dma;
        this.counters = counters;
        this.buffer = buffer;
        this.send = send;
    }

    /// <summary>Takes a whole frame.</summary>
    public delegate void Send(ReadOnlySpan<byte> frame);

    private Span<byte> Frame => buffer.Span(0, FrameCapacity);

    /// <summary>The header that each segment begins with.</summary>
    private Span<byte> Header => buffer.Span(FrameCapacity, HeaderCapacity);

    /// <summary>Room for a frame and, behind it, the header of a segmented one.</summary>
    public static MemoryBlock CreateBuffer(string name) => new($"{name}.frame", FrameCapacity + HeaderCapacity);

    /// <summary>Works on descriptors from head to tail.</summary>
    /// <returns>Interrupt causes, 0 when the transmitter is off.</returns>
    public uint Run()
    {
        if ((state->TransmitControl & TransmitEnable) == 0)
        {
            return 0;
        }

        var cause = CauseQueueEmpty;
        var first = state->TransmitHead;
        var count = state->TransmitLength / DescriptorSize;
        Span<byte> descriptor = stackalloc byte[DescriptorSize];
        while (state->TransmitHead != state->TransmitTail)
        {
            var at =
                ((ulong)state->TransmitBaseHigh << 32 | state->TransmitBaseLow & ~15u)
                + (state->TransmitHead * DescriptorSize);
            dma.Read(at, descriptor);
            Process(descriptor);
            if ((BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]) & ReportStatus) != 0)
            {
                // Done; no collision, no underrun.
                descriptor[12] = (byte)((descriptor[12] | 1) & ~0x0e);
                dma.Write(at + 12, descriptor[12..]);
                cause |= CauseTransmitted;
            }

            state->TransmitHead++;
            if (state->TransmitHead >= count)
            {
                state->TransmitHead = 0;
            }

            // A tail outside the ring: the guest's mistake.
            if (state->TransmitHead == first || first >= count)
            {
                break;
            }
        }

        return cause;
    }

    private void Process(ReadOnlySpan<byte> descriptor)
    {
        var lower = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]);
        if ((lower & InterruptDelay) != 0)
        {
            state->DelaysTransmit = 1;
        }

        var kind = lower & (Extended | DataType);
        if (kind == Extended)
        {
            var which = (lower & SegmentationEnable) != 0 ? E1000State.ContextWords : 0;
            for (var i = 0; i < E1000State.ContextWords; i++)
            {
                state->Contexts[which + i] = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[(4 * i)..]);
            }

            state->FrameSegments = 0;
            return;
        }

        var isData = kind == (Extended | DataType);
        if (isData && state->FrameBytes == 0)
        {
            state->Checksums = descriptor[13];
        }

        state->Segments = isData && (lower & SegmentationEnable) != 0 ? (byte)1 : (byte)0;
        if (
            (state->Control & ControlVlan) != 0
            && (lower & VlanEnable) != 0
            && (state->Segments != 0 || (lower & EndOfPacket) != 0)
        )
        {
            state->InsertsVlan = 1;
            state->VlanTag = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[14..]);
        }

        // The length has 20 bits in a data descriptor, 16 in a legacy one.
        var length = (int)(lower & (isData ? 0xf_ffffu : 0xffff));
        Collect(BinaryPrimitives.ReadUInt64LittleEndian(descriptor), length);
        if ((lower & EndOfPacket) == 0)
        {
            return;
        }

        if (state->Segments == 0 || state->FrameBytes >= Context.HeaderLength)
        {
            SendFrame();
        }

        state->FrameBytes = 0;
        state->FrameSegments = 0;
        state->Checksums = 0;
        state->InsertsVlan = 0;
        state->Segments = 0;
    }

    /// <summary>Appends what a descriptor points to; a segment that is full is sent.</summary>
    private void Collect(ulong address, int length)
    {
        var isSegmented = state->Segments != 0;
        var header = isSegmented ? Context.HeaderLength : 0;
        var limit = isSegmented ? header + Context.SegmentSize : FrameCapacity;
        while (length > 0)
        {
            var size = (int)state->FrameBytes;
            var bytes = Math.Min(Math.Min(length, FrameCapacity - size), Math.Max(limit - size, 0));
            if (bytes == 0)
            {
                return;
            }

            buffer.MarkWritten((ulong)size, (ulong)bytes);
            dma.Read(address, Frame.Slice(size, bytes));
            address += (ulong)bytes;
            length -= bytes;
            state->FrameBytes += (uint)bytes;
            if (isSegmented && size < header && state->FrameBytes >= header)
            {
                buffer.MarkWritten(FrameCapacity, HeaderCapacity);
                Frame[..header].CopyTo(Header);
            }

            if (isSegmented && state->FrameBytes == limit)
            {
                SendFrame();
                buffer.MarkWritten(0, HeaderCapacity);
                Header[..header].CopyTo(Frame);
                state->FrameBytes = (uint)header;
            }
        }
    }

    private E1000Context Context =>
        new(
            new ReadOnlySpan<uint>(state->Contexts, 2 * E1000State.ContextWords)[
                (state->Segments * E1000State.ContextWords)..
            ]
        );

    private void SendFrame()
    {
        var size = (int)state->FrameBytes;
        buffer.MarkWritten(0, (ulong)size + 1);
        var frame = Frame[..size];
        var context = Context;
        if (state->Segments != 0)
        {
            if (!context.AdjustSegment(frame, state->FrameSegments, (state->Checksums & InsertChecksum) != 0))
            {
                counters.Increment(SegmentedSent);
            }

            state->FrameSegments++;
        }

        if ((state->Checksums & InsertChecksum) != 0)
        {
            context.InsertChecksum(frame);
        }

        if ((state->Checksums & InsertIpChecksum) != 0)
        {
            context.InsertIpChecksum(frame);
        }

        if (size < 14)
        {
            return;
        }

        if (state->InsertsVlan == 0 || size > EthernetCable.MaximumFrame)
        {
            Finish(frame);
            return;
        }

        Span<byte> tagged = stackalloc byte[EthernetCable.MaximumFrame + 4];
        tagged = tagged[..(size + 4)];
        frame[..12].CopyTo(tagged);
        BinaryPrimitives.WriteUInt16BigEndian(tagged[12..], (ushort)state->VlanType);
        BinaryPrimitives.WriteUInt16BigEndian(tagged[14..], state->VlanTag);
        frame[12..].CopyTo(tagged[16..]);
        Finish(tagged);
    }

    private void Finish(ReadOnlySpan<byte> frame)
    {
        counters.CountSent(frame);
        send(frame);
    }
}
