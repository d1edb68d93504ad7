using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio.Block;

/// <summary>State of a block device beside its transport; the disk's contents are memory blocks.</summary>
[StateStruct("virtio-blk")]
public partial struct VirtioBlockState
{
    /// <summary>1 while the driver wants a volatile write cache. Writes are stable at once in any case.</summary>
    public byte WriteCache;
}
