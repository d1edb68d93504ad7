using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio;

/// <summary>State of a virtio device behind the PCI transport.</summary>
[StateStruct("virtio-pci", Version = 2)]
public unsafe partial struct VirtioPciState
{
    /// <summary>Features that the driver acknowledged, a subset of the device's.</summary>
    public ulong GuestFeatures;

    /// <summary>The two feature words as the driver wrote them through the modern registers.</summary>
    public fixed uint DriverFeatures[2];

    /// <summary>Which feature words the modern registers show.</summary>
    public uint DeviceFeatureSelect;
    public uint DriverFeatureSelect;

    /// <summary>Counts changes of the device-specific configuration.</summary>
    public uint Generation;
    public ushort QueueSelect;

    /// <summary>MSI-X vector of configuration changes, 0xffff for none.</summary>
    public ushort ConfigVector;

    /// <summary>Device status: 1 acknowledge, 2 driver, 4 driver OK, 8 features OK, 0x40 needs reset, 0x80 failed.</summary>
    public byte Status;

    /// <summary>Interrupt status: bit 0 a queue was used, bit 1 the configuration changed. A read clears it.</summary>
    public byte InterruptStatus;
    public ushort Reserved0;
    public uint Reserved1;
}

/// <summary>State of one split virtqueue; the ring itself is in guest memory.</summary>
[StateStruct("virtqueue")]
public partial struct VirtqueueState
{
    /// <summary>Physical address of the descriptor table.</summary>
    public ulong Descriptors;

    /// <summary>Physical address of the available ring.</summary>
    public ulong Available;

    /// <summary>Physical address of the used ring.</summary>
    public ulong Used;

    /// <summary>Entries as the driver wants them, 0 for the device's default.</summary>
    public ushort Size;

    /// <summary>MSI-X vector, 0xffff for none.</summary>
    public ushort Vector;

    /// <summary>Index of the next entry of the available ring, modulo 65536.</summary>
    public ushort NextAvailable;

    /// <summary>Entries put into the used ring, modulo 65536.</summary>
    public ushort UsedIndex;

    /// <summary><see cref="UsedIndex"/> when the driver was last interrupted.</summary>
    public ushort Signalled;

    /// <summary>1 when <see cref="Signalled"/> means something.</summary>
    public byte IsSignalledValid;

    /// <summary>1 after the driver broke the rules: nothing is processed until it resets the device.</summary>
    public byte IsBroken;

    /// <summary>1 when the driver has set the queue up.</summary>
    public byte IsEnabled;
    public byte Reserved0;
    public ushort Reserved1;
}
