using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio.Scsi;

/// <summary>State of a SCSI host device beside its transport: what the driver set in the configuration.</summary>
[StateStruct("virtio-scsi")]
public partial struct VirtioScsiState
{
    /// <summary>Bytes of sense data in a response.</summary>
    public uint SenseSize;

    /// <summary>Bytes of a command in a request.</summary>
    public uint CommandSize;
}
