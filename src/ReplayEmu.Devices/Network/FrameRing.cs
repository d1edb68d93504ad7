using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Network;

/// <summary>Gives frames to a card, in order, as it gets buffers; a part of the peer at the other end of the cable.</summary>
internal sealed unsafe class FrameRing
{
    private const int ShortestFrame = 60;
    private readonly FrameRingState* state;
    private readonly EthernetCable cable;
    private readonly Observation observation;

    /// <param name="section">Name of its state.</param>
    public FrameRing(VirtualMachine machine, string section, EthernetCable cable)
    {
        this.cable = cable;
        observation = machine.Observation;
        state = machine.Arena.Add<FrameRingState>(section);
        cable.CardReady = Deliver;
    }

    /// <summary>A frame that is sent now is not lost. Only state is looked at: the card and its buffers are not.</summary>
    public bool HasRoom => state->Count < FrameRingState.Frames;

    public void Reset() => *state = default;

    /// <summary>Queues a frame for the guest; when the ring is full it is lost, as on a real network.</summary>
    /// <param name="frame">At most <see cref="EthernetCable.MaximumFrame"/> bytes.</param>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (HasRoom)
        {
            var place = (state->First + state->Count) % FrameRingState.Frames;
            var slot = Slot(place);
            slot.Clear();
            frame.CopyTo(slot);
            state->Lengths[place] = (ushort)Math.Max(frame.Length, ShortestFrame);
            state->Count++;
        }

        Deliver();
    }

    private void Deliver()
    {
        while (state->Count > 0 && cable.CanReceive())
        {
            var place = state->First;
            state->First = (ushort)((place + 1) % FrameRingState.Frames);
            state->Count--;
            observation.FrameSeen?.Invoke(Slot(place)[..state->Lengths[place]]);
            cable.Card?.Receive(Slot(place)[..state->Lengths[place]]);
        }
    }

    private Span<byte> Slot(int place) =>
        new(state->Waiting + (place * FrameRingState.FrameSize), FrameRingState.FrameSize);
}
