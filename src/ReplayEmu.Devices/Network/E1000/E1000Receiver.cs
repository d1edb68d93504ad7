using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Network.E1000.E1000Register;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>The receiving half: which frames are taken, and the ring of descriptors they go to (Intel 317453, section 3.2).</summary>
internal sealed unsafe class E1000Receiver(E1000State* state, DmaChannel dma, E1000Counters counters)
{
    private const int DescriptorSize = 16;
    private const int ShortestFrame = 60;
    private const int VlanHeader = 4;
    private const byte Done = 0x01;
    private const byte EndOfPacket = 0x02;
    private const byte IgnoreChecksum = 0x04;
    private const byte HasVlan = 0x08;
    private const uint AddressValid = 0x8000_0000;

    private readonly E1000State* state = state;

    /// <summary>The link is up, the receiver on, and there is a buffer.</summary>
    public bool IsReady => IsOn && HasBuffers(1);

    private bool IsOn => (state->Status & StatusLinkUp) != 0 && (state->ReceiveControl & ReceiveEnable) != 0;

    private uint Descriptors => state->ReceiveLength / DescriptorSize;

    /// <summary>Bytes of a buffer: RCTL.BSIZE and BSEX.</summary>
    private uint BufferSize
    {
        get
        {
            var code = (int)(state->ReceiveControl >> 16 & 3);
            var isLong = (state->ReceiveControl & ReceiveLongBuffers) != 0;
            // With BSEX code 0 is reserved.
            return isLong && code != 0 ? 32768u >> code : 2048u >> code;
        }
    }

    /// <summary>A frame without its checksum.</summary>
    /// <returns>Interrupt causes.</returns>
    public uint Receive(ReadOnlySpan<byte> frame)
    {
        if (!IsOn || frame.Length < 14 || frame.Length > EthernetCable.MaximumFrame || !Accepts(frame))
        {
            return 0;
        }

        // Room for the padding of a short frame and for a checksum, which is never looked at.
        Span<byte> data = stackalloc byte[EthernetCable.MaximumFrame + ShortestFrame];
        data.Clear();
        frame.CopyTo(data);
        var length = Math.Max(frame.Length, ShortestFrame);
        byte status = 0;
        ushort tag = 0;
        if ((state->Control & ControlVlan) != 0 && IsTagged(frame))
        {
            tag = BinaryPrimitives.ReadUInt16BigEndian(frame[14..]);
            data[(12 + VlanHeader)..].CopyTo(data[12..]);
            length -= VlanHeader;
            status = HasVlan;
        }

        var checksum = (state->ReceiveControl & ReceiveStripChecksum) != 0 ? 0 : 4;
        if (!HasBuffers((uint)(length + checksum)))
        {
            return CauseOverrun;
        }

        if (!Store(data[..length], (uint)(length + checksum), status, tag))
        {
            return CauseOverrun;
        }

        counters.CountReceived(frame, length + checksum);
        var tail = state->ReceiveTail < state->ReceiveHead ? state->ReceiveTail + Descriptors : state->ReceiveTail;
        // RCTL.RDMTS: a half, a quarter or an eighth of the descriptors are left.
        var shift = (int)(state->ReceiveControl >> 8 & 3) + 1;
        var isFew = (tail - state->ReceiveHead) * DescriptorSize <= state->ReceiveLength >> shift;
        return CauseReceived | (isFew ? CauseFewDescriptors : 0);
    }

    /// <summary>Fills descriptors from the head on; false when they run out.</summary>
    private bool Store(ReadOnlySpan<byte> data, uint total, byte status, ushort tag)
    {
        Span<byte> descriptor = stackalloc byte[DescriptorSize];
        var first = state->ReceiveHead;
        uint stored = 0;
        do
        {
            var size = Math.Min(total - stored, BufferSize);
            var at =
                ((ulong)state->ReceiveBaseHigh << 32 | state->ReceiveBaseLow & ~15u)
                + (state->ReceiveHead * DescriptorSize);
            dma.Read(at, descriptor);
            var address = BinaryPrimitives.ReadUInt64LittleEndian(descriptor);
            if (address != 0 && stored < data.Length)
            {
                dma.Write(address, data.Slice((int)stored, (int)Math.Min(size, data.Length - stored)));
            }

            stored += size;
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor[8..], (ushort)size);
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor[14..], tag);
            descriptor[12] = (byte)(
                Done | (address == 0 ? 0 : status) | (stored >= total ? EndOfPacket | IgnoreChecksum : 0)
            );
            dma.Write(at, descriptor);
            state->ReceiveHead++;
            if (state->ReceiveHead >= Descriptors)
            {
                state->ReceiveHead = 0;
            }

            // A ring that cannot hold the frame: the guest's mistake.
            if (state->ReceiveHead == first || first >= Descriptors)
            {
                return false;
            }
        } while (stored < total);

        return true;
    }

    private bool HasBuffers(uint bytes)
    {
        var (head, tail) = (state->ReceiveHead, state->ReceiveTail);
        if (bytes <= BufferSize)
        {
            return head != tail;
        }

        if (head == tail || (head > tail && Descriptors + tail < head))
        {
            return false;
        }

        var free = head < tail ? tail - head : Descriptors + tail - head;
        return bytes <= (ulong)free * BufferSize;
    }

    private bool IsTagged(ReadOnlySpan<byte> frame) =>
        frame.Length >= 18 && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == (ushort)state->VlanType;

    private bool Accepts(ReadOnlySpan<byte> frame)
    {
        if ((state->ReceiveControl & ReceiveVlanFilter) != 0 && IsTagged(frame))
        {
            var vlan = BinaryPrimitives.ReadUInt16BigEndian(frame[14..]);
            if ((state->VlanTable[vlan >> 5 & 0x7f] >> (vlan & 31) & 1) == 0)
            {
                return false;
            }
        }

        var isGroup = (frame[0] & 1) != 0;
        var isBroadcast = frame[..6].IndexOfAnyExcept((byte)0xff) < 0;
        if (
            (!isGroup && (state->ReceiveControl & ReceiveAllStations) != 0)
            || (isGroup && (state->ReceiveControl & ReceiveAllGroups) != 0)
            || (isBroadcast && (state->ReceiveControl & ReceiveBroadcast) != 0)
        )
        {
            return true;
        }

        var low = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        var high = BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]);
        for (var i = 0; i < E1000State.AddressWords; i += 2)
        {
            if (
                (state->AddressTable[i + 1] & AddressValid) != 0
                && state->AddressTable[i] == low
                && (ushort)state->AddressTable[i + 1] == high
            )
            {
                return true;
            }
        }

        // RCTL.MO: which 12 of the address's last 16 bits choose the bit.
        ReadOnlySpan<int> shifts = [4, 3, 2, 0];
        var hash = high >> shifts[(int)(state->ReceiveControl >> 12 & 3)] & 0xfff;
        return (state->MulticastTable[hash >> 5] >> (hash & 31) & 1) != 0;
    }
}
