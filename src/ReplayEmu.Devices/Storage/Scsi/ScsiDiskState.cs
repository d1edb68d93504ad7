using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>State of a SCSI disk beside its contents.</summary>
[StateStruct("scsi-disk")]
public partial struct ScsiDiskState
{
    /// <summary>1 until the initiator was told that the disk was switched on.</summary>
    public byte IsAttentionPending;

    /// <summary>1 while the cache is on. Writes are stable at once in any case.</summary>
    public byte WriteCache;
}
