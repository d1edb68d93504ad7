using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio.Balloon;

/// <summary>
/// Memory balloon (Virtio 1.2, section 5.5): the guest gives pages (queue 0), takes them back (queue 1), reports statistics
/// (queue 2) and, when asked to, free pages (last queue). A page that is given or reported loses its content and reads as zeros,
/// which is what QEMU's host does to it.
/// </summary>
public sealed unsafe class VirtioBalloon : VirtioPciDevice, IBalloon
{
    public const int StatisticsCount = 10;
    private const ulong StatisticsFeature = 1ul << 1;
    private const ulong DeflateOnOomFeature = 1ul << 2;
    private const ulong FreePageHintFeature = 1ul << 3;
    private const ulong PagePoisonFeature = 1ul << 4;
    private const ulong ReportingFeature = 1ul << 5;
    private const int InflateQueue = 0;
    private const int DeflateQueue = 1;
    private const int StatisticsQueue = 2;
    private const int QueueSize = 128;
    private const int HintQueueSize = 1024;
    private const int ReportingQueueSize = 32;
    private const int PoisonOffset = 12;
    private static readonly VirtioKind kind = new(5, 0x1002, 0);

    /// <summary>Page numbers of one request; drivers send at most 256.</summary>
    private const int MaximumPages = 65536;

    /// <summary>Entries of one report that are looked at.</summary>
    private const int MaximumStatistics = 256;
    private const int PageShift = 12;
    private static readonly byte[] zeroPage = new byte[1 << PageShift];
    private readonly VirtualMachine machine;
    private readonly VirtioBalloonState* state;
    private readonly ulong ramBytes;
    private readonly int reportingQueue;

    /// <param name="ramBytes">RAM of the machine: the balloon's target is relative to it.</param>
    public VirtioBalloon(VirtualMachine machine, PciBus bus, PropertySet properties, ulong ramBytes)
        : base(
            machine,
            bus,
            properties,
            VirtioBalloonProperties.Pci,
            kind with
            {
                ClassCode = ClassFor(properties),
            },
            FeaturesFor(properties),
            ConfigLengthFor(properties),
            vectors: 2,
            QueueSizesFor(properties)
        )
    {
        this.machine = machine;
        this.ramBytes = ramBytes;
        reportingQueue = (HostFeatures & ReportingFeature) != 0 ? QueueCount - 1 : -1;
        state = machine.Arena.Add<VirtioBalloonState>($"00:{PciBus.FormatAddress(Address)}.balloon");
        machine.AddInputPort(new InputPort("balloon", SetTarget, static () => sizeof(ulong)));
        machine.AddInputPort(new InputPort("balloon-statistics", _ => AskForStatistics(), static () => 1));
    }

    /// <summary>RAM that the guest keeps, bytes.</summary>
    public ulong ActualRam => ramBytes - ((ulong)state->ActualPages << PageShift);

    public ulong TargetRam => ramBytes - ((ulong)state->TargetPages << PageShift);

    public bool HasStatistics => state->HasStatisticsHead != 0;

    public IReadOnlyList<(string Name, ulong Value)> Statistics
    {
        get
        {
            List<(string, ulong)> known = [];
            for (var tag = 0; tag < StatisticsCount; tag++)
            {
                if (state->Statistics[tag] != ulong.MaxValue)
                {
                    known.Add((BalloonStatistic.NameOf(tag), state->Statistics[tag]));
                }
            }

            return known;
        }
    }

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
            uint length = 0;
            if (index == reportingQueue)
            {
                EmptyReported(request);
            }
            else if (
                index is InflateQueue or DeflateQueue
                && !MovePages(request, isInflate: index == InflateQueue, out length)
            )
            {
                queue.Break();
                return;
            }

            queue.Return(request.Head, length);
            InterruptFor(queue);
        }
    }

    private protected override void OnQueueReset(int index) =>
        state->HasStatisticsHead = index == StatisticsQueue ? (byte)0 : state->HasStatisticsHead;

    private protected override void LoadConfig(Span<byte> config)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(config, state->TargetPages);
        BinaryPrimitives.WriteUInt32LittleEndian(config[4..], state->ActualPages);
        if (config.Length > PoisonOffset)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(config[PoisonOffset..], state->PoisonValue);
        }
    }

    private protected override void StoreConfig(ReadOnlySpan<byte> config)
    {
        state->ActualPages = BinaryPrimitives.ReadUInt32LittleEndian(config[4..]);
        if (config.Length > PoisonOffset)
        {
            state->PoisonValue = Has(PagePoisonFeature)
                ? BinaryPrimitives.ReadUInt32LittleEndian(config[PoisonOffset..])
                : 0;
        }
    }

    private static uint ClassFor(PropertySet properties)
    {
        var classCode = properties.Get(VirtioBalloonProperties.ClassCode);
        return classCode is VirtioBalloonProperties.ClassMemory ? classCode : VirtioBalloonProperties.ClassOther;
    }

    private static ulong FeaturesFor(PropertySet properties) =>
        StatisticsFeature
        | VirtioPciProperties.Bit(properties, VirtioBalloonProperties.DeflateOnOom, DeflateOnOomFeature)
        | VirtioPciProperties.Bit(properties, VirtioBalloonProperties.FreePageHint, FreePageHintFeature)
        | VirtioPciProperties.Bit(properties, VirtioBalloonProperties.PagePoison, PagePoisonFeature)
        | VirtioPciProperties.Bit(properties, VirtioBalloonProperties.FreePageReporting, ReportingFeature);

    /// <summary>The configuration ends with the last field that a feature gives a meaning.</summary>
    private static int ConfigLengthFor(PropertySet properties) =>
        properties.Get(VirtioBalloonProperties.LongConfig) || properties.Get(VirtioBalloonProperties.PagePoison) ? 16
        : properties.Get(VirtioBalloonProperties.FreePageHint) ? 12
        : 8;

    private static int[] QueueSizesFor(PropertySet properties)
    {
        List<int> sizes = [QueueSize, QueueSize, QueueSize];
        if (properties.Get(VirtioBalloonProperties.FreePageHint))
        {
            sizes.Add(HintQueueSize);
        }

        if (properties.Get(VirtioBalloonProperties.FreePageReporting))
        {
            sizes.Add(ReportingQueueSize);
        }

        return [.. sizes];
    }

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

    /// <summary>Free pages are the request's writable buffers themselves; filled ones keep what the guest relies on.</summary>
    private void EmptyReported(VirtioRequest request)
    {
        if (state->PoisonValue != 0)
        {
            return;
        }

        // No more than there is, whatever the guest says.
        var left = ramBytes >> PageShift;
        foreach (var buffer in request.Writable)
        {
            var first = (buffer.Address + (1 << PageShift) - 1) >> PageShift;
            var end = (buffer.Address + buffer.Length) >> PageShift;
            for (var page = first; page < end && left > 0; page++, left--)
            {
                EmptyPage(page << PageShift);
            }
        }
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

        // A second request without being asked: the first one goes back.
        ReturnStatistics(queue);

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

    /// <summary>Input port <c>balloon-statistics</c>: any bytes ask the guest for new statistics.</summary>
    private void AskForStatistics() => ReturnStatistics(Queue(StatisticsQueue));

    private void ReturnStatistics(Virtqueue queue)
    {
        if (state->HasStatisticsHead != 0)
        {
            state->HasStatisticsHead = 0;
            queue.Return(state->StatisticsHead, 0);
            InterruptFor(queue);
        }
    }

    private void ForgetStatistics()
    {
        for (var i = 0; i < StatisticsCount; i++)
        {
            state->Statistics[i] = ulong.MaxValue;
        }
    }
}
