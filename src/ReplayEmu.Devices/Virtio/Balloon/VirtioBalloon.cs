using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio.Balloon;

/// <summary>
/// Memory balloon (Virtio 0.9.5, appendix G): the guest gives pages (queue 0), takes them back (queue 1) and reports statistics
/// (queue 2). A page that is given loses its content and reads as zeros, which is what QEMU's host does to it.
/// </summary>
public sealed unsafe class VirtioBalloon : VirtioPciDevice
{
    public const int StatisticsCount = 6;
    private const uint StatisticsFeature = 1u << 1;
    private const int InflateQueue = 0;
    private const int StatisticsQueue = 2;
    private const int QueueSize = 128;
    private const int ConfigLength = 8;

    /// <summary>Page numbers of one request; drivers send at most 256.</summary>
    private const int MaximumPages = 65536;

    /// <summary>Entries of one report that are looked at.</summary>
    private const int MaximumStatistics = 256;
    private const int PageShift = 12;
    private static readonly byte[] zeroPage = new byte[1 << PageShift];
    private readonly VirtualMachine machine;
    private readonly VirtioBalloonState* state;
    private readonly ulong ramBytes;

    /// <param name="ramBytes">RAM of the machine: the balloon's target is relative to it.</param>
    public VirtioBalloon(VirtualMachine machine, PciBus bus, PropertySet properties, ulong ramBytes)
        : base(
            machine,
            bus,
            properties.Get(VirtioBalloonProperties.Address),
            VirtioBalloonProperties.Driver,
            IdentityFor(properties),
            FeaturesFor(properties),
            ConfigLength,
            [QueueSize, QueueSize, QueueSize]
        )
    {
        this.machine = machine;
        this.ramBytes = ramBytes;
        state = machine.Arena.Add<VirtioBalloonState>($"00:{PciBus.FormatAddress(Address)}.balloon");
        machine.AddInputPort(new InputPort("balloon", SetTarget, static () => sizeof(ulong)));
    }

    /// <summary>RAM that the guest keeps, bytes.</summary>
    public ulong ActualRam => ramBytes - ((ulong)state->ActualPages << PageShift);

    public override void Reset()
    {
        base.Reset();
        *state = default;
        ForgetStatistics();
    }

    private protected override void OnTransportReset() => state->HasStatisticsHead = 0;

    private protected override void OnNotify(int index, Virtqueue queue)
    {
        if (index == StatisticsQueue)
        {
            ReceiveStatistics(queue);
            return;
        }

        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            if (!MovePages(request, isInflate: index == InflateQueue, out var length))
            {
                queue.Break();
                return;
            }

            queue.Return(request.Head, length);
            InterruptFor(queue);
        }
    }

    private protected override void LoadConfig(Span<byte> config)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(config, state->TargetPages);
        BinaryPrimitives.WriteUInt32LittleEndian(config[4..], state->ActualPages);
    }

    private protected override void StoreConfig(ReadOnlySpan<byte> config) =>
        state->ActualPages = BinaryPrimitives.ReadUInt32LittleEndian(config[4..]);

    private static PciIdentity IdentityFor(PropertySet properties)
    {
        var classCode = properties.Get(VirtioBalloonProperties.ClassCode);
        if (classCode is not (VirtioBalloonProperties.ClassOther or VirtioBalloonProperties.ClassMemory))
        {
            classCode = VirtioBalloonProperties.ClassOther;
        }

        return new PciIdentity(0x1af4, 0x1002, classCode << 8) { Subsystem = 5, InterruptPin = 1 };
    }

    private static uint FeaturesFor(PropertySet properties) =>
        StatisticsFeature
        | (properties.Get(VirtioBalloonProperties.AnyLayout) ? VirtioFeature.AnyLayout : 0)
        | (properties.Get(VirtioBalloonProperties.EventIndex) ? VirtioFeature.EventIndex : 0)
        | (properties.Get(VirtioBalloonProperties.IndirectDescriptors) ? VirtioFeature.IndirectDescriptors : 0);

    /// <summary>Input port <c>balloon</c>: 8 bytes little-endian, the RAM in bytes that the guest shall keep; 0 changes nothing.</summary>
    private void SetTarget(ReadOnlySpan<byte> data)
    {
        if (data.Length != sizeof(ulong))
        {
            return;
        }

        var target = Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(data), ramBytes);
        if (target != 0)
        {
            state->TargetPages = (uint)((ramBytes - target) >> PageShift);
            InterruptForConfig();
        }
    }

    /// <summary>Empties the pages of an inflate request; those of a deflate request are simply the guest's again.</summary>
    /// <param name="length">Bytes of page numbers, what the used ring shall say.</param>
    /// <returns>False when the request has more pages than a driver can mean.</returns>
    private bool MovePages(VirtioRequest request, bool isInflate, out uint length)
    {
        length = 0;
        var numbers = new VirtioReader(request.Readable, Dma);
        Span<byte> number = stackalloc byte[4];
        while (numbers.TryRead(number))
        {
            if (length == MaximumPages * 4)
            {
                return false;
            }

            length += 4;
            if (isInflate)
            {
                EmptyPage((ulong)BinaryPrimitives.ReadUInt32LittleEndian(number) << PageShift);
            }
        }

        return true;
    }

    /// <summary>Only RAM can be given: anything else is left alone, as in QEMU.</summary>
    private void EmptyPage(ulong address)
    {
        var view = machine.Memory.WriteView;
        var index = view.Find(address);
        if (index >= 0 && view.Ranges[index].Region is RamRegion { ReadOnly: false })
        {
            Dma.Write(address, zeroPage);
        }
    }

    /// <summary>Statistics are (tag, value) pairs of 2 and 8 bytes. The request is kept: to return it is to ask again.</summary>
    private void ReceiveStatistics(Virtqueue queue)
    {
        if (queue.Take(GuestFeatures) is not { } request)
        {
            return;
        }

        ForgetStatistics();
        var entries = new VirtioReader(request.Readable, Dma);
        Span<byte> entry = stackalloc byte[10];
        for (var left = MaximumStatistics; left > 0 && entries.TryRead(entry); left--)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(entry);
            if (tag < StatisticsCount)
            {
                state->Statistics[tag] = BinaryPrimitives.ReadUInt64LittleEndian(entry[2..]);
            }
        }

        state->StatisticsHead = request.Head;
        state->HasStatisticsHead = 1;
    }

    private void ForgetStatistics()
    {
        for (var i = 0; i < StatisticsCount; i++)
        {
            state->Statistics[i] = ulong.MaxValue;
        }
    }
}
