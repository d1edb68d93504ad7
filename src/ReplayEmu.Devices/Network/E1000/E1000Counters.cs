using System;
using static ReplayEmu.Devices.Network.E1000.E1000Register;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>The statistics (Intel 317453, section 13.7): 64 words from 0x4000 on; reading one clears it, and they stop at all ones.</summary>
internal sealed unsafe class E1000Counters(E1000State* state)
{
    private static readonly int[] sizes = [64, 127, 255, 511, 1023];
    private readonly E1000State* state = state;

    public uint Read(int register)
    {
        ref var counter = ref state->Statistics[(register - Statistics) / 4];
        var value = counter;
        counter = 0;
        // The high half of a pair clears the low half with it.
        if (register is GoodOctetsReceived + 4 or GoodOctetsSent + 4 or OctetsReceived + 4 or OctetsSent + 4)
        {
            state->Statistics[(register - 4 - Statistics) / 4] = 0;
        }

        return value;
    }

    /// <param name="size">Bytes with the checksum, if it is stored.</param>
    public void CountReceived(ReadOnlySpan<byte> frame, int size)
    {
        Increment(FramesReceived);
        Increment(GoodReceived);
        Add(OctetsReceived, size);
        Add(GoodOctetsReceived, size);
        CountSize(ReceivedBySize, size);
        CountGroup(frame, BroadcastReceived, MulticastReceived);
    }

    public void CountSent(ReadOnlySpan<byte> frame)
    {
        var size = frame.Length + 4;
        Increment(FramesSent);
        Increment(GoodSent);
        Add(OctetsSent, size);
        Add(GoodOctetsSent, size);
        CountSize(SentBySize, size);
        CountGroup(frame, BroadcastSent, MulticastSent);
    }

    public void Increment(int register)
    {
        ref var counter = ref state->Statistics[(register - Statistics) / 4];
        if (counter != uint.MaxValue)
        {
            counter++;
        }
    }

    private void CountSize(int first, int size)
    {
        var index = 0;
        while (index < sizes.Length && size > sizes[index])
        {
            index++;
        }

        Increment(first + (4 * index));
    }

    private void CountGroup(ReadOnlySpan<byte> frame, int broadcast, int multicast)
    {
        if ((frame[0] & 1) != 0)
        {
            Increment(frame[..6].IndexOfAnyExcept((byte)0xff) < 0 ? broadcast : multicast);
        }
    }

    private void Add(int register, int bytes)
    {
        ref var low = ref state->Statistics[(register - Statistics) / 4];
        ref var high = ref state->Statistics[(register + 4 - Statistics) / 4];
        var value = ((ulong)high << 32 | low) + (uint)bytes;
        (low, high) = ((uint)value, (uint)(value >> 32));
    }
}
