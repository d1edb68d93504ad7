using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Net;

/// <summary>A network device (Virtio 1.2, section 5.1): one pair of queues, and one for control commands.</summary>
public sealed unsafe class VirtioNet : VirtioPciDevice, IEthernetPort
{
    private const int ReceiveQueue = 0;
    private const int SendQueue = 1;
    private const int SendQueueSize = 256;
    private const int ControlQueueSize = 64;
    private const int MaximumCommand = 2048;
    private static readonly VirtioKind kind = new(1, 0x1000, 0x0200)
    {
        // Segments of any size from the guest.
        LegacyFeatures = VirtioFeature.LegacyOnly | VirtioNetRegister.GsoFeature,
    };
    private readonly EthernetCable cable;
    private readonly VirtioNetFilter filter;

    /// <param name="cable">What the card is connected to.</param>
    /// <param name="number">Of the card, for its address.</param>
    /// <param name="rom">Expansion ROM, or null.</param>
    public VirtioNet(
        VirtualMachine machine,
        PciBus bus,
        PropertySet properties,
        EthernetCable cable,
        int number,
        IImage? rom = null
    )
        : base(
            machine,
            bus,
            properties,
            VirtioNetProperties.Pci,
            kind,
            FeaturesFor(properties),
            VirtioNetRegister.ConfigLength,
            vectors: 4,
            QueueSizesFor(properties)
        )
    {
        this.cable = cable;
        var mac = properties.Get(VirtioNetProperties.Mac);
        var address = mac.Length == 0 ? MacAddress.Default(number) : MacAddress.Parse(properties.Driver, mac);
        var state = machine.Arena.Add<VirtioNetState>($"00:{PciBus.FormatAddress(Address)}.net");
        filter = new VirtioNetFilter(state, address);
        cable.Card = this;
        cable.CanReceive = () => IsDriverReady && Queue(ReceiveQueue).HasRequests;
        if (rom is not null)
        {
            AddRom($"{Name} rom", rom);
        }
    }

    private int HeaderSize =>
        IsVersion1 || Has(VirtioNetRegister.MergeBuffersFeature)
            ? VirtioNetRegister.LongHeader
            : VirtioNetRegister.ShortHeader;

    /// <summary>A frame for the guest: the filter may not want it, and without a buffer it is lost.</summary>
    public void Receive(ReadOnlySpan<byte> frame)
    {
        if (!IsDriverReady || frame.Length < 14 || !filter.Accepts(frame))
        {
            return;
        }

        Span<byte> whole = stackalloc byte[VirtioNetRegister.LongHeader + EthernetCable.MaximumFrame];
        whole = whole[..(HeaderSize + Math.Min(frame.Length, EthernetCable.MaximumFrame))];
        whole.Clear();
        frame[..(whole.Length - HeaderSize)].CopyTo(whole[HeaderSize..]);
        if (HeaderSize == VirtioNetRegister.LongHeader)
        {
            // Buffers of this frame.
            whole[VirtioNetRegister.ShortHeader] = 1;
        }

        var queue = Queue(ReceiveQueue);
        if (queue.Take(GuestFeatures) is { } request)
        {
            var writer = new VirtioWriter(request.Writable, Dma);
            writer.Write(whole);
            queue.Return(request.Head, (uint)writer.Written);
            InterruptFor(queue);
        }
    }

    public override void Reset()
    {
        base.Reset();
        filter.Reset();
    }

    private protected override void OnTransportReset() => filter.Reset();

    private protected override void OnStatus()
    {
        if (IsDriverReady && Has(VirtioNetRegister.VlanFeature))
        {
            filter.ClearVlans();
        }
    }

    private protected override void OnNotify(int index, Virtqueue queue)
    {
        if (index == ReceiveQueue)
        {
            cable.CardReady?.Invoke();
            return;
        }

        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            uint written = 0;
            if (index == SendQueue)
            {
                Send(request);
            }
            else
            {
                written = RunCommand(request);
            }

            queue.Return(request.Head, written);
            InterruptFor(queue);
        }
    }

    private protected override void LoadConfig(Span<byte> config)
    {
        filter.Address.CopyTo(config);
        config[VirtioNetRegister.Status] = (byte)VirtioNetRegister.LinkUp;
    }

    /// <summary>Only legacy drivers set the address here, and only where there is no command for it.</summary>
    private protected override void StoreConfig(ReadOnlySpan<byte> config)
    {
        if (!IsVersion1 && !Has(VirtioNetRegister.MacCommandFeature))
        {
            filter.SetAddress(config[..MacAddress.Size]);
        }
    }

    private static ulong FeaturesFor(PropertySet properties) =>
        VirtioNetRegister.MacFeature
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.Gso, VirtioNetRegister.GsoFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.MergeBuffers, VirtioNetRegister.MergeBuffersFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.Status, VirtioNetRegister.StatusFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.Control, VirtioNetRegister.ControlFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.ReceiveMode, VirtioNetRegister.ReceiveModeFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.Vlan, VirtioNetRegister.VlanFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.MoreModes, VirtioNetRegister.MoreModesFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.Announce, VirtioNetRegister.AnnounceFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.MacCommand, VirtioNetRegister.MacCommandFeature)
        | VirtioPciProperties.Bit(properties, VirtioNetProperties.GuestOffloads, VirtioNetRegister.OffloadsFeature);

    private static int[] QueueSizesFor(PropertySet properties)
    {
        int receive = properties.Get(VirtioNetProperties.ReceiveQueueSize);
        if (receive < 256 || (receive & (receive - 1)) != 0)
        {
            throw new ConfigurationException(
                $"{properties.Driver}: rx_queue_size={receive} is not a power of two from 256 on"
            );
        }

        return properties.Get(VirtioNetProperties.Control)
            ? [receive, SendQueueSize, ControlQueueSize]
            : [receive, SendQueueSize];
    }

    private void Send(VirtioRequest request)
    {
        var length = (long)request.ReadableLength - HeaderSize;
        if (length is < 14 or > EthernetCable.MaximumFrame || cable.Peer is not { } peer)
        {
            return;
        }

        Span<byte> whole = stackalloc byte[VirtioNetRegister.LongHeader + EthernetCable.MaximumFrame];
        whole = whole[..(HeaderSize + (int)length)];
        var reader = new VirtioReader(request.Readable, Dma);
        if (reader.TryRead(whole))
        {
            peer.Receive(whole[HeaderSize..]);
        }
    }

    /// <summary>A control command: class, command, data; then one writable byte for the result.</summary>
    private uint RunCommand(VirtioRequest request)
    {
        Span<byte> command = stackalloc byte[(int)Math.Min(request.ReadableLength, MaximumCommand)];
        var reader = new VirtioReader(request.Readable, Dma);
        var isWhole = command.Length >= 2 && reader.TryRead(command);
        var result = isWhole ? Execute(command[0], command[1], command[2..]) : VirtioNetRegister.Failed;
        var writer = new VirtioWriter(request.Writable, Dma);
        return (uint)writer.Write([result]);
    }

    private byte Execute(byte group, byte command, ReadOnlySpan<byte> data)
    {
        switch (group, command)
        {
            case (VirtioNetRegister.ReceiveMode, _):
                return filter.SetMode(command, data);
            case (VirtioNetRegister.Mac, VirtioNetRegister.MacTable):
                return filter.SetTable(data);
            case (VirtioNetRegister.Mac, VirtioNetRegister.MacAddress) when data.Length == MacAddress.Size:
                filter.SetAddress(data);
                return VirtioNetRegister.Ok;
            case (VirtioNetRegister.Vlan, _):
                return filter.SetVlan(command, data);
            // Nothing is ever announced or offloaded here: agreeing is all there is to do.
            case (VirtioNetRegister.Announce, 0):
                return VirtioNetRegister.Ok;
            case (VirtioNetRegister.Offloads, 0)
                when data.Length == 8 && BinaryPrimitives.ReadUInt64LittleEndian(data) == 0:
                return VirtioNetRegister.Ok;
            default:
                return VirtioNetRegister.Failed;
        }
    }
}
