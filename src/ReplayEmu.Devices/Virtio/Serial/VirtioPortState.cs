using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio.Serial;

/// <summary>State of one port: what came in and no buffer of the guest has taken yet.</summary>
[StateStruct("virtio-port")]
public unsafe partial struct VirtioPortState
{
    public const int Capacity = 512;

    /// <summary>Ring of bytes for the guest.</summary>
    public fixed byte Waiting[Capacity];

    /// <summary>Where the first of them is.</summary>
    public ushort First;

    /// <summary>How many there are.</summary>
    public ushort Count;

    /// <summary>1 while the guest has the port open.</summary>
    public byte IsOpen;
    public byte Reserved0;
}
