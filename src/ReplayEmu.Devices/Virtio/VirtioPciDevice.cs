using System;
using System.Buffers.Binary;
using System.Numerics;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>
/// A virtio device behind the PCI transport: legacy registers in BAR 0, the structures of Virtio 1.x in BAR 4, or both; INTx, or
/// MSI-X in BAR 1. Queues are processed while the driver notifies.
/// </summary>
public abstract unsafe class VirtioPciDevice : PciFunction
{
    /// <summary>No MSI-X vector.</summary>
    public const ushort NoVector = 0xffff;

    private const int LegacyBar = 0;
    private const int MsixBar = 1;
    private const int NotifyBar = 2;
    private const int ModernBar = 4;
    private readonly VirtioPciState* state;
    private readonly Virtqueue[] queues;
    private readonly int configLength;
    private readonly bool isLegacy;
    private readonly bool helpsOldDrivers;
    private readonly VirtioModernTransport? modern;
    private int nextCapability = PciRegister.HeaderEnd;

    /// <summary>Register of the capability for access through configuration space; far away when there is none.</summary>
    private readonly int accessCapability = int.MaxValue / 2;

    /// <param name="names">The properties of the device.</param>
    /// <param name="features">Feature bits of the device itself.</param>
    /// <param name="configLength">Bytes of device-specific configuration.</param>
    /// <param name="vectors">MSI-X vectors when the property says "automatic".</param>
    /// <param name="queueSizes">Entries of each queue.</param>
    private protected VirtioPciDevice(
        VirtualMachine machine,
        PciBus bus,
        PropertySet properties,
        VirtioPciProperties names,
        VirtioKind kind,
        ulong features,
        int configLength,
        uint vectors,
        ReadOnlySpan<int> queueSizes
    )
        : base(machine, bus, properties.Get(names.Address), properties.Driver, kind.Identity(properties))
    {
        var isModern = VirtioPciProperties.IsModern(properties);
        HostFeatures = features | (names.Features(properties) & ~(isModern ? 0 : kind.ModernFeatures));
        ModernFeatures = isModern ? HostFeatures & ~kind.LegacyFeatures : 0;
        this.configLength = configLength;
        isLegacy = VirtioPciProperties.IsLegacy(properties);
        helpsOldDrivers = properties.Get(VirtioPciProperties.BusMasterForOldDrivers);
        var place = $"00:{PciBus.FormatAddress(Address)}";
        state = machine.Arena.Add<VirtioPciState>($"{place}.virtio");
        queues = new Virtqueue[queueSizes.Length];
        for (var i = 0; i < queues.Length; i++)
        {
            var queue = machine.Arena.Add<VirtqueueState>($"{place}.queue{i}");
            queues[i] = new Virtqueue(Dma, queue, i, queueSizes[i], OnBroken);
        }

        if (isModern)
        {
            modern = new VirtioModernTransport(this, properties.Get(VirtioPciProperties.PagePerQueue));
            accessCapability = AddModern(modern, properties.Get(VirtioPciProperties.NotifyPort));
        }

        var wanted = properties.Get(names.Vectors);
        wanted = wanted == VirtioPciProperties.AutomaticVectors ? vectors : wanted;
        if (wanted != 0)
        {
            AddMsix(MsixBar, nextCapability, wanted);
        }

        if (isLegacy)
        {
            var header = Msix is null ? VirtioPciRegister.Config : VirtioPciRegister.ConfigBehindVectors;
            var size = BitOperations.RoundUpToPowerOf2((uint)(header + configLength));
            var registers = new VirtioLegacyRegisters(this);
            AddIoBar(
                LegacyBar,
                new IoRegion($"{Driver} registers", size, registers, AccessSizes.UpTo4) { Source = Source }
            );
        }
    }

    /// <summary>Every feature bit that the device offers to one kind of driver or the other.</summary>
    public ulong HostFeatures { get; }

    /// <summary>Feature bits as the modern registers show them; 0 when there are none.</summary>
    public ulong ModernFeatures { get; }

    internal VirtioPciState* State => state;

    internal int QueueCount => queues.Length;

    /// <summary>The queue that the driver has selected, or null when there is none of that number.</summary>
    internal Virtqueue? Selected => state->QueueSelect < queues.Length ? queues[state->QueueSelect] : null;

    internal bool UsesMessages => Msix is { IsEnabled: true };

    private protected ulong GuestFeatures => state->GuestFeatures;

    private protected bool IsDriverReady => (state->Status & VirtioPciRegister.DriverOk) != 0;

    /// <summary>The driver follows Virtio 1.0.</summary>
    private protected bool IsVersion1 => Has(VirtioFeature.Version1);

    public override void Reset()
    {
        base.Reset();
        ResetTransport();
    }

    public override uint ReadConfig(int register, int size)
    {
        if (TouchesAccessWindow(register, size) && AccessSize is var length and not 0)
        {
            var value = modern!.Read(Access(VirtioCapability.Offset), length);
            BinaryPrimitives.WriteUInt32LittleEndian(Registers[(accessCapability + VirtioCapability.Data)..], value);
        }

        return base.ReadConfig(register, size);
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        // A driver that may not master the bus is not OK.
        if (register <= PciRegister.Command && register + size > PciRegister.Command && !IsBusMaster)
        {
            state->Status &= unchecked((byte)~VirtioPciRegister.DriverOk);
        }

        if (TouchesAccessWindow(register, size) && AccessSize is var length and not 0)
        {
            var data = Access(VirtioCapability.Data) & (uint)((1ul << (8 * length)) - 1);
            modern!.Write(Access(VirtioCapability.Offset), length, data);
        }
    }

    public override void WriteFacts(FactWriter facts)
    {
        base.WriteFacts(facts);
        var place = $"00:{PciBus.FormatAddress(Address)}";
        if (isLegacy)
        {
            facts.Add("virtio", $"{place} features 0x{(uint)HostFeatures:x8}");
        }

        if (modern is not null)
        {
            facts.Add("virtio", $"{place} modern-features 0x{ModernFeatures:x16}");
        }

        foreach (var queue in queues)
        {
            facts.Add("virtio", $"{place} queue {queue.Index} size {queue.MaximumSize}");
        }
    }

    internal void ResetTransport()
    {
        *state = default;
        state->ConfigVector = NoVector;
        foreach (var queue in queues)
        {
            queue.Reset();
        }

        SetInterrupt(false);
        OnTransportReset();
    }

    internal void ResetQueue(Virtqueue queue)
    {
        queue.Reset();
        OnQueueReset(queue.Index);
    }

    internal void Acknowledge(ulong features) => state->GuestFeatures = features & HostFeatures;

    internal void Select(uint queue, uint limit)
    {
        if (queue < limit)
        {
            state->QueueSelect = (ushort)queue;
        }
    }

    internal void Notify(uint index)
    {
        if (index < (uint)queues.Length && queues[index].IsReady)
        {
            OnNotify((int)index, queues[index]);
        }
    }

    internal void WriteStatus(byte value, bool isLegacy)
    {
        state->Status = value;
        if (value == 0)
        {
            ResetTransport();
            return;
        }

        // Linux before 2.6.34 did not enable bus mastering for virtio devices.
        if (isLegacy && helpsOldDrivers && value == (VirtioPciRegister.Acknowledge | VirtioPciRegister.Driver))
        {
            Registers[PciRegister.Command] |= (byte)PciRegister.CommandBusMaster;
        }

        OnStatus();
    }

    /// <summary>A vector that the function has, or none.</summary>
    internal ushort UsableVector(ushort vector) => Msix is { } msix && vector < msix.Vectors ? vector : NoVector;

    internal byte TakeInterruptStatus()
    {
        var status = state->InterruptStatus;
        state->InterruptStatus = 0;
        SetInterrupt(false);
        return status;
    }

    internal ulong ReadConfigSpace(int offset, int size)
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

    internal void WriteConfigSpace(int offset, int size, uint value)
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

    /// <summary>The driver put requests into a queue.</summary>
    private protected abstract void OnNotify(int index, Virtqueue queue);

    /// <summary>The driver reset the device; the system reset calls it too.</summary>
    private protected virtual void OnTransportReset() { }

    /// <summary>The driver reset one queue.</summary>
    private protected virtual void OnQueueReset(int index) { }

    /// <summary>The driver changed the device status to something else than 0.</summary>
    private protected virtual void OnStatus() { }

    /// <summary>Gives the device-specific configuration as it is; the target is zeroed.</summary>
    private protected abstract void LoadConfig(Span<byte> config);

    /// <summary>Takes the device-specific configuration as the driver left it.</summary>
    private protected virtual void StoreConfig(ReadOnlySpan<byte> config) { }

    private protected Virtqueue Queue(int index) => queues[index];

    /// <summary>Both sides have agreed on a feature.</summary>
    private protected bool Has(ulong feature) => (state->GuestFeatures & feature) != 0;

    /// <summary>Requests were returned: interrupts the driver if it wants that.</summary>
    private protected void InterruptFor(Virtqueue queue)
    {
        if (queue.WantsInterrupt(state->GuestFeatures))
        {
            Raise(VirtioPciRegister.QueueInterrupt, queue.State->Vector);
        }
    }

    /// <summary>The device-specific configuration changed.</summary>
    private protected void InterruptForConfig()
    {
        if (IsDriverReady)
        {
            state->Generation++;
            Raise(VirtioPciRegister.QueueInterrupt | VirtioPciRegister.ConfigInterrupt, state->ConfigVector);
        }
    }

    private void OnBroken()
    {
        if (IsVersion1)
        {
            state->Status |= VirtioPciRegister.NeedsReset;
            InterruptForConfig();
        }
    }

    private void Raise(byte bits, ushort vector)
    {
        state->InterruptStatus |= bits;
        if (UsesMessages)
        {
            Msix!.Signal(vector);
        }
        else
        {
            SetInterrupt(true);
        }
    }

    /// <summary>Adds BARs and capabilities of the modern transport.</summary>
    /// <returns>Register of the capability for access through configuration space.</returns>
    private int AddModern(VirtioModernTransport transport, bool hasNotifyPort)
    {
        foreach (var (type, offset, size, multiplier) in transport.Structures)
        {
            AddStructure(type, ModernBar, offset, size, multiplier);
        }

        if (hasNotifyPort)
        {
            AddIoBar(NotifyBar, transport.NotifyPort);
            AddStructure(VirtioCapability.Notify, NotifyBar, 0, 4, 0);
        }

        AddMemoryBar(ModernBar, transport.Bar, prefetchable: true, is64Bit: true);
        var access = AddStructure(VirtioCapability.PciAccess, 0, 0, 0, 0);
        Declare(access + VirtioCapability.Bar, 1, 0, 0xff);
        Declare(access + VirtioCapability.Offset, 4, 0, uint.MaxValue);
        Declare(access + VirtioCapability.Size, 4, 0, uint.MaxValue);
        Declare(access + VirtioCapability.Data, 4, 0, uint.MaxValue);
        return access;
    }

    private int AddStructure(byte type, int bar, uint offset, uint size, uint multiplier)
    {
        var length = type is VirtioCapability.Notify or VirtioCapability.PciAccess
            ? VirtioCapability.ExtendedSize
            : VirtioCapability.BasicSize;
        var at = nextCapability;
        AddCapability(VirtioCapability.Id, at, length);
        Declare(at + VirtioCapability.Length, 1, (uint)length);
        Declare(at + VirtioCapability.Type, 1, type);
        Declare(at + VirtioCapability.Bar, 1, (uint)bar);
        Declare(at + VirtioCapability.Offset, 4, offset);
        Declare(at + VirtioCapability.Size, 4, size);
        if (length == VirtioCapability.ExtendedSize)
        {
            Declare(at + VirtioCapability.Multiplier, 4, multiplier);
        }

        nextCapability += length;
        return at;
    }

    private bool TouchesAccessWindow(int register, int size) =>
        register < accessCapability + VirtioCapability.ExtendedSize
        && register + size > accessCapability + VirtioCapability.Data;

    /// <summary>Bytes of an access through configuration space, 0 when the driver set no size that there is.</summary>
    private int AccessSize => Access(VirtioCapability.Size) is var size and (1 or 2 or 4) ? (int)size : 0;

    private uint Access(int field) => BinaryPrimitives.ReadUInt32LittleEndian(Config[(accessCapability + field)..]);
}
