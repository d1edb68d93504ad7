using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio;

/// <summary>State of a virtio device behind the legacy PCI transport.</summary>
[StateStruct("virtio-pci")]
public partial struct VirtioPciState
{
    public VirtioQueueStates Queues;

    /// <summary>Features that the driver acknowledged, a subset of the device's.</summary>
    public uint GuestFeatures;
    public ushort QueueSelect;

    /// <summary>Device status: 1 acknowledge, 2 driver, 4 driver OK, 0x80 failed.</summary>
    public byte Status;

    /// <summary>Interrupt status: bit 0 a queue was used, bit 1 the configuration changed. A read clears it.</summary>
    public byte InterruptStatus;
}

[InlineArray(VirtioPciDevice.MaximumQueues)]
public struct VirtioQueueStates
{
    private VirtqueueState first;
}

/// <summary>State of one split virtqueue; the ring itself is in guest memory.</summary>
public struct VirtqueueState
{
    /// <summary>Physical address divided by 4096; 0 is "not set up".</summary>
    public uint Page;

    /// <summary>Index of the next entry of the available ring, modulo 65536.</summary>
    public ushort NextAvailable;

    /// <summary>Entries put into the used ring, modulo 65536.</summary>
    public ushort Used;

    /// <summary><see cref="Used"/> when the driver was last interrupted.</summary>
    public ushort Signalled;

    /// <summary>1 when <see cref="Signalled"/> means something.</summary>
    public byte IsSignalledValid;

    /// <summary>1 after the driver broke the rules: nothing is processed until it resets the device.</summary>
    public byte IsBroken;
}
