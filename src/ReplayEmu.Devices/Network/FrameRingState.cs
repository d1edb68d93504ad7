using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Network;

/// <summary>Frames for the guest that its card had no buffer for yet.</summary>
[StateStruct("frame-ring")]
public unsafe partial struct FrameRingState
{
    public const int Frames = 16;
    public const int FrameSize = 1536;

    /// <summary>Ring of waiting frames.</summary>
    public fixed byte Waiting[Frames * FrameSize];

    /// <summary>Bytes of each waiting frame.</summary>
    public fixed ushort Lengths[Frames];

    /// <summary>Where the first waiting frame is.</summary>
    public ushort First;

    /// <summary>How many there are.</summary>
    public ushort Count;
}
