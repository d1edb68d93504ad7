using System;
using System.Buffers.Binary;
using System.Text;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Block;

/// <summary>A block device (Virtio 1.2, section 5.2) with a disk behind it. A request is done while the driver notifies.</summary>
public sealed unsafe class VirtioBlock : VirtioPciDevice
{
    /// <summary>Bytes moved at once.</summary>
    private const int ChunkSize = 64 << 10;

    private const int MaximumQueues = 32;
    private const uint MaximumRange = 0x3f_ffff;
    private const uint OldSegments = 126;
    private static readonly VirtioKind kind = new(2, 0x1001, VirtioBlockProperties.ClassScsi)
    {
        ModernFeatures = VirtioFeature.AnyLayout,
    };
    private static readonly byte[] zeros = new byte[ChunkSize];
    private readonly VirtioBlockState* state;
    private readonly RawDisk disk;
    private readonly byte[] chunk = new byte[ChunkSize];
    private readonly byte[] id = new byte[VirtioBlockRegister.IdSize];
    private readonly bool isReadOnly;
    private readonly uint maximumSegments;

    /// <param name="cpus">CPUs of the machine, for the number of queues.</param>
    public VirtioBlock(
        VirtualMachine machine,
        PciBus bus,
        PropertySet properties,
        RawDisk disk,
        bool isReadOnly,
        int cpus = 1
    )
        : base(
            machine,
            bus,
            properties,
            VirtioBlockProperties.Pci,
            kind with
            {
                ClassCode = ClassFor(properties),
            },
            FeaturesFor(properties, isReadOnly, cpus),
            ConfigLengthFor(properties),
            vectors: (uint)QueuesFor(properties, cpus) + 1,
            QueueSizesFor(properties, cpus)
        )
    {
        this.disk = disk;
        this.isReadOnly = isReadOnly;
        maximumSegments = properties.Get(VirtioBlockProperties.SegmentsFollowQueue)
            ? properties.Get(VirtioBlockProperties.QueueSize) - 2u
            : OldSegments;
        state = machine.Arena.Add<VirtioBlockState>($"00:{PciBus.FormatAddress(Address)}.blk");
        var serial = Encoding.UTF8.GetBytes(properties.Get(VirtioBlockProperties.Serial)).AsSpan();
        serial[..Math.Min(serial.Length, id.Length)].CopyTo(id);
    }

    public override void Reset()
    {
        base.Reset();
        state->WriteCache = 1;
    }

    private protected override void OnNotify(int index, Virtqueue queue)
    {
        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            if (!Perform(request, out var written))
            {
                queue.Break();
                return;
            }

            queue.Return(request.Head, written);
            InterruptFor(queue);
        }
    }

    private protected override void LoadConfig(Span<byte> config)
    {
        var geometry = AtaGeometry.Of(disk.Sectors);
        BinaryPrimitives.WriteUInt64LittleEndian(config, (ulong)disk.Sectors);
        Long(config, VirtioBlockRegister.MaximumSegments, maximumSegments);
        BinaryPrimitives.WriteUInt16LittleEndian(config[VirtioBlockRegister.Cylinders..], (ushort)geometry.Cylinders);
        config[VirtioBlockRegister.Heads] = (byte)geometry.Heads;
        config[VirtioBlockRegister.Sectors] = (byte)geometry.SectorsPerTrack;
        Long(config, VirtioBlockRegister.BlockSize, RawDisk.SectorSize);
        config[VirtioBlockRegister.WriteCache] = state->WriteCache;
        config[VirtioBlockRegister.QueueCount] = (byte)QueueCount;
        if (config.Length >= VirtioBlockRegister.DiscardLength)
        {
            Long(config, VirtioBlockRegister.MaximumDiscard, MaximumRange);
            Long(config, VirtioBlockRegister.DiscardSegments, 1);
            Long(config, VirtioBlockRegister.DiscardAlignment, 1);
        }

        if (config.Length >= VirtioBlockRegister.WriteZeroesLength)
        {
            Long(config, VirtioBlockRegister.MaximumWriteZeroes, MaximumRange);
            Long(config, VirtioBlockRegister.WriteZeroesSegments, 1);
            config[VirtioBlockRegister.WriteZeroesMayUnmap] = 1;
        }
    }

    private protected override void StoreConfig(ReadOnlySpan<byte> config) =>
        state->WriteCache = config[VirtioBlockRegister.WriteCache] != 0 ? (byte)1 : (byte)0;

    private static uint ClassFor(PropertySet properties) =>
        properties.Get(VirtioBlockProperties.ClassCode) == VirtioBlockProperties.ClassOther
            ? VirtioBlockProperties.ClassOther
            : VirtioBlockProperties.ClassScsi;

    private static int QueuesFor(PropertySet properties, int cpus)
    {
        int queues = properties.Get(VirtioBlockProperties.Queues);
        queues = queues == VirtioBlockProperties.AutomaticQueues ? cpus : queues;
        return queues is > 0 and <= MaximumQueues
            ? queues
            : throw new ConfigurationException(
                $"{properties.Driver}: num-queues={queues}; there can be 1 to {MaximumQueues}"
            );
    }

    private static int[] QueueSizesFor(PropertySet properties, int cpus)
    {
        int size = properties.Get(VirtioBlockProperties.QueueSize);
        if (size < 4 || (size & (size - 1)) != 0)
        {
            throw new ConfigurationException($"{properties.Driver}: queue-size={size} is not a power of two from 4 on");
        }

        var sizes = new int[QueuesFor(properties, cpus)];
        Array.Fill(sizes, size);
        return sizes;
    }

    private static ulong FeaturesFor(PropertySet properties, bool isReadOnly, int cpus) =>
        VirtioBlockRegister.MaximumSegmentsFeature
        | VirtioBlockRegister.GeometryFeature
        | VirtioBlockRegister.BlockSizeFeature
        | VirtioBlockRegister.FlushFeature
        | VirtioBlockRegister.TopologyFeature
        | (isReadOnly ? VirtioBlockRegister.ReadOnlyFeature : 0)
        // A device that is only legacy offers SCSI requests, and refuses each of them.
        | (VirtioPciProperties.IsModern(properties) ? 0 : VirtioBlockRegister.ScsiFeature)
        | (QueuesFor(properties, cpus) > 1 ? VirtioBlockRegister.ManyQueuesFeature : 0)
        | VirtioPciProperties.Bit(
            properties,
            VirtioBlockProperties.ConfigWriteCache,
            VirtioBlockRegister.ConfigWriteCacheFeature
        )
        | VirtioPciProperties.Bit(properties, VirtioBlockProperties.Discard, VirtioBlockRegister.DiscardFeature)
        | VirtioPciProperties.Bit(
            properties,
            VirtioBlockProperties.WriteZeroes,
            VirtioBlockRegister.WriteZeroesFeature
        );

    private static int ConfigLengthFor(PropertySet properties) =>
        properties.Get(VirtioBlockProperties.WriteZeroes) ? VirtioBlockRegister.WriteZeroesLength
        : properties.Get(VirtioBlockProperties.Discard) ? VirtioBlockRegister.DiscardLength
        : VirtioBlockRegister.BasicLength;

    private static void Long(Span<byte> config, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(config[offset..], value);

    /// <summary>Does one request: a header, data in either direction, and a last writable byte for the status.</summary>
    /// <returns>False when there is no room for header or status.</returns>
    private bool Perform(VirtioRequest request, out uint written)
    {
        var room = request.WritableLength;
        written = (uint)Math.Min(room, uint.MaxValue);
        var reader = new VirtioReader(request.Readable, Dma);
        Span<byte> header = stackalloc byte[VirtioBlockRegister.HeaderSize];
        if (room == 0 || !reader.TryRead(header))
        {
            return false;
        }

        var type = BinaryPrimitives.ReadUInt32LittleEndian(header) & ~VirtioBlockRegister.Barrier;
        var sector = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        var writer = new VirtioWriter(request.Writable, Dma);
        var status = type switch
        {
            VirtioBlockRegister.Read => Read(ref writer, sector, room - 1),
            VirtioBlockRegister.Write => Write(
                ref reader,
                sector,
                request.ReadableLength - VirtioBlockRegister.HeaderSize
            ),
            VirtioBlockRegister.Flush => VirtioBlockRegister.Ok,
            VirtioBlockRegister.GetId => GetId(ref writer, room - 1),
            VirtioBlockRegister.Discard when (HostFeatures & VirtioBlockRegister.DiscardFeature) != 0 => Clear(
                ref reader
            ),
            VirtioBlockRegister.WriteZeroes when (HostFeatures & VirtioBlockRegister.WriteZeroesFeature) != 0 => Clear(
                ref reader
            ),
            _ => VirtioBlockRegister.Unsupported,
        };
        writer.Skip(room - 1 - writer.Written);
        writer.Write([status]);
        return true;
    }

    private byte Read(ref VirtioWriter writer, ulong sector, ulong length)
    {
        if (!IsOnDisk(sector, length))
        {
            return VirtioBlockRegister.Failed;
        }

        while (length > 0)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(length, ChunkSize));
            disk.Read((long)sector, part);
            writer.Write(part);
            sector += (ulong)part.Length / RawDisk.SectorSize;
            length -= (ulong)part.Length;
        }

        return VirtioBlockRegister.Ok;
    }

    private byte Write(ref VirtioReader reader, ulong sector, ulong length)
    {
        if (isReadOnly || !IsOnDisk(sector, length))
        {
            return VirtioBlockRegister.Failed;
        }

        while (length > 0)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(length, ChunkSize));
            reader.TryRead(part);
            disk.Write((long)sector, part);
            sector += (ulong)part.Length / RawDisk.SectorSize;
            length -= (ulong)part.Length;
        }

        return VirtioBlockRegister.Ok;
    }

    private byte GetId(ref VirtioWriter writer, ulong room)
    {
        writer.Write(id.AsSpan(0, (int)Math.Min(room, (ulong)id.Length)));
        return VirtioBlockRegister.Ok;
    }

    /// <summary>Discard and write zeroes: one range of sectors, which reads as zeros afterwards.</summary>
    private byte Clear(ref VirtioReader reader)
    {
        Span<byte> range = stackalloc byte[VirtioBlockRegister.RangeSize];
        if (!reader.TryRead(range))
        {
            return VirtioBlockRegister.Failed;
        }

        var sector = BinaryPrimitives.ReadUInt64LittleEndian(range);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(range[8..]);
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(range[12..]);
        if (flags > 1)
        {
            return VirtioBlockRegister.Unsupported;
        }

        var length = (ulong)count * RawDisk.SectorSize;
        if (isReadOnly || count > MaximumRange || !IsOnDisk(sector, length))
        {
            return VirtioBlockRegister.Failed;
        }

        while (length > 0)
        {
            var part = (int)Math.Min(length, ChunkSize);
            disk.Write((long)sector, zeros.AsSpan(0, part));
            sector += (ulong)part / RawDisk.SectorSize;
            length -= (ulong)part;
        }

        return VirtioBlockRegister.Ok;
    }

    private bool IsOnDisk(ulong sector, ulong length) =>
        length % RawDisk.SectorSize == 0
        && sector <= (ulong)disk.Sectors
        && length / RawDisk.SectorSize <= (ulong)disk.Sectors - sector;
}
