using System;
using System.Numerics;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>
/// A virtio device behind the legacy PCI transport: I/O registers in BAR 0, INTx, no MSI-X. Queues are processed while the driver
/// notifies.
/// </summary>
public abstract unsafe class VirtioPciDevice : PciFunction, IBusDevice
{
    public const int MaximumQueues = 8;
    private readonly VirtioPciState* state;
    private readonly Virtqueue[] queues;
    private readonly int configLength;

    /// <param name="features">Feature bits that the device offers, without <see cref="VirtioFeature.Bad"/>.</param>
    /// <param name="configLength">Bytes of device-specific configuration.</param>
    /// <param name="queueSizes">Entries of each queue.</param>
    protected VirtioPciDevice(
        VirtualMachine machine,
        PciBus bus,
        int address,
        string driver,
        PciIdentity identity,
        uint features,
        int configLength,
        ReadOnlySpan<int> queueSizes
    )
        : base(machine, bus, address, driver, identity)
    {
        HostFeatures = features | VirtioFeature.NotifyOnEmpty | VirtioFeature.Bad;
        this.configLength = configLength;
        state = machine.Arena.Add<VirtioPciState>($"00:{PciBus.FormatAddress(Address)}.virtio");
        queues = new Virtqueue[queueSizes.Length];
        for (var i = 0; i < queues.Length; i++)
        {
            queues[i] = new Virtqueue(Dma, StateOf(i), queueSizes[i]);
        }

        var size = BitOperations.RoundUpToPowerOf2((uint)(VirtioPciRegister.Config + configLength));
        AddIoBar(0, new IoRegion($"{driver} registers", size, this, AccessSizes.UpTo4) { Source = Source });
    }

    /// <summary>Feature bits as the driver reads them.</summary>
    public uint HostFeatures { get; }

    private protected uint GuestFeatures => state->GuestFeatures;

    private protected bool IsDriverReady => (state->Status & VirtioPciRegister.DriverOk) != 0;

    public override void Reset()
    {
        base.Reset();
        ResetTransport();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        // A driver that may not master the bus is not OK.
        if (register <= PciRegister.Command && register + size > PciRegister.Command && !IsBusMaster)
        {
            state->Status &= unchecked((byte)~VirtioPciRegister.DriverOk);
        }
    }

    public override void WriteFacts(FactWriter facts)
    {
        base.WriteFacts(facts);
        facts.Add("virtio", $"00:{PciBus.FormatAddress(Address)} features 0x{HostFeatures:x8}");
        for (var i = 0; i < queues.Length; i++)
        {
            facts.Add("virtio", $"00:{PciBus.FormatAddress(Address)} queue {i} size {queues[i].Size}");
        }
    }

    public ulong Read(ulong offset, int size) =>
        (int)offset switch
        {
            VirtioPciRegister.HostFeatures => HostFeatures,
            VirtioPciRegister.GuestFeatures => state->GuestFeatures,
            VirtioPciRegister.QueuePage => state->QueueSelect < queues.Length ? StateOf(state->QueueSelect)->Page : 0,
            VirtioPciRegister.QueueSize => state->QueueSelect < queues.Length
                ? (ulong)queues[state->QueueSelect].Size
                : 0,
            VirtioPciRegister.QueueSelect => state->QueueSelect,
            VirtioPciRegister.Status => state->Status,
            VirtioPciRegister.InterruptStatus => TakeInterruptStatus(),
            >= VirtioPciRegister.Config => ReadConfigSpace((int)offset - VirtioPciRegister.Config, size),
            _ => ulong.MaxValue,
        };

    public void Write(ulong offset, int size, ulong value)
    {
        switch ((int)offset)
        {
            case VirtioPciRegister.GuestFeatures:
                // A driver that acknowledges even the bad bit has not looked at any: it gets none.
                state->GuestFeatures = (value & VirtioFeature.Bad) != 0 ? 0 : (uint)value & HostFeatures;
                break;
            case VirtioPciRegister.QueuePage:
                WriteQueuePage((uint)value);
                break;
            case VirtioPciRegister.QueueSelect:
                if (value < 64)
                {
                    state->QueueSelect = (ushort)value;
                }

                break;
            case VirtioPciRegister.QueueNotify:
                if (value < (ulong)queues.Length)
                {
                    OnNotify((int)value, queues[value]);
                }

                break;
            case VirtioPciRegister.Status:
                state->Status = (byte)value;
                if ((byte)value == 0)
                {
                    ResetTransport();
                }

                break;
            case >= VirtioPciRegister.Config:
                WriteConfigSpace((int)offset - VirtioPciRegister.Config, size, (uint)value);
                break;
        }
    }

    /// <summary>The driver put requests into a queue.</summary>
    private protected abstract void OnNotify(int index, Virtqueue queue);

    /// <summary>The driver reset the device; the system reset calls it too.</summary>
    private protected virtual void OnTransportReset() { }

    /// <summary>Gives the device-specific configuration as it is.</summary>
    private protected abstract void LoadConfig(Span<byte> config);

    /// <summary>Takes the device-specific configuration as the driver left it.</summary>
    private protected abstract void StoreConfig(ReadOnlySpan<byte> config);

    private protected Virtqueue Queue(int index) => queues[index];

    /// <summary>Requests were returned: interrupts the driver if it wants that.</summary>
    private protected void InterruptFor(Virtqueue queue)
    {
        if (queue.WantsInterrupt(state->GuestFeatures))
        {
            RaiseInterruptStatus(VirtioPciRegister.QueueInterrupt);
        }
    }

    /// <summary>The device-specific configuration changed.</summary>
    private protected void InterruptForConfig()
    {
        if (IsDriverReady)
        {
            RaiseInterruptStatus(VirtioPciRegister.QueueInterrupt | VirtioPciRegister.ConfigInterrupt);
        }
    }

    private VirtqueueState* StateOf(int index)
    {
        // The arena never moves, so the address of an element is good for the machine's life.
        fixed (VirtqueueState* queue = &((Span<VirtqueueState>)state->Queues)[index])
        {
            return queue;
        }
    }

    private void ResetTransport()
    {
        *state = default;
        SetInterrupt(false);
        OnTransportReset();
    }

    private void RaiseInterruptStatus(byte bits)
    {
        state->InterruptStatus |= bits;
        SetInterrupt(true);
    }

    private byte TakeInterruptStatus()
    {
        var status = state->InterruptStatus;
        state->InterruptStatus = 0;
        SetInterrupt(false);
        return status;
    }

    private void WriteQueuePage(uint page)
    {
        if (page == 0)
        {
            ResetTransport();
        }
        else if (state->QueueSelect < queues.Length)
        {
            *StateOf(state->QueueSelect) = new VirtqueueState { Page = page };
        }
    }

    private ulong ReadConfigSpace(int offset, int size)
    {
        if (offset + size > configLength)
        {
            return ulong.MaxValue;
        }

        Span<byte> config = stackalloc byte[configLength];
        LoadConfig(config);
        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (ulong)config[offset + i] << (8 * i);
        }

        return value;
    }

    private void WriteConfigSpace(int offset, int size, uint value)
    {
        if (offset + size > configLength)
        {
            return;
        }

        Span<byte> config = stackalloc byte[configLength];
        LoadConfig(config);
        for (var i = 0; i < size; i++)
        {
            config[offset + i] = (byte)(value >> (8 * i));
        }

        StoreConfig(config);
    }
}
