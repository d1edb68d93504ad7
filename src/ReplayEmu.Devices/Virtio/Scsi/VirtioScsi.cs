using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Scsi;

/// <summary>A SCSI host device (Virtio 1.2, section 5.6). A command is done while the driver notifies; there are no events.</summary>
public sealed unsafe class VirtioScsi : VirtioPciDevice
{
    private const int ControlQueue = 0;
    private const int EventQueue = 1;
    private const int FirstRequestQueue = 2;
    private const int MaximumQueues = 32;
    private const int MaximumTarget = 255;
    private const int MaximumUnit = 16383;
    private const int MaximumCommand = 64;
    private const int MaximumSense = 252;
    private const uint OldSegments = 126;
    private static readonly VirtioKind kind = new(8, 0x1004, 0x0100);
    private readonly VirtualMachine machine;
    private readonly VirtioScsiState* state;
    private readonly VirtioScsiTransfer transfer;
    private readonly List<(int Target, int Unit, ScsiDisk Disk)> disks = [];
    private readonly uint maximumSegments;
    private readonly uint maximumSectors;
    private readonly uint commandsPerUnit;

    /// <param name="cpus">CPUs of the machine, for the number of queues.</param>
    public VirtioScsi(VirtualMachine machine, PciBus bus, PropertySet properties, int cpus = 1)
        : base(
            machine,
            bus,
            properties,
            VirtioScsiProperties.Pci,
            kind,
            VirtioPciProperties.Bit(properties, VirtioScsiProperties.Hotplug, VirtioScsiRegister.HotplugFeature)
                | VirtioPciProperties.Bit(properties, VirtioScsiProperties.Change, VirtioScsiRegister.ChangeFeature),
            VirtioScsiRegister.ConfigLength,
            vectors: (uint)QueuesFor(properties, cpus) + 3,
            QueueSizesFor(properties, cpus)
        )
    {
        this.machine = machine;
        maximumSegments = properties.Get(VirtioScsiProperties.SegmentsFollowQueue)
            ? properties.Get(VirtioScsiProperties.QueueSize) - 2
            : OldSegments;
        maximumSectors = properties.Get(VirtioScsiProperties.MaximumSectors);
        commandsPerUnit = properties.Get(VirtioScsiProperties.CommandsPerUnit);
        state = machine.Arena.Add<VirtioScsiState>($"00:{PciBus.FormatAddress(Address)}.scsi");
        transfer = new VirtioScsiTransfer(Dma);
    }

    /// <summary>Adds a disk while the machine is built.</summary>
    /// <param name="properties">Of <c>scsi-hd</c>.</param>
    /// <param name="disk">Its contents.</param>
    /// <param name="name">What it is called when it has no serial number.</param>
    /// <exception cref="ConfigurationException">The place is taken, or there is none of that number.</exception>
    public void AddDisk(PropertySet properties, RawDisk disk, bool isReadOnly, string name)
    {
        var target = properties.Get(ScsiDiskProperties.Target);
        var unit = properties.Get(ScsiDiskProperties.Unit);
        unit = unit == ScsiDiskProperties.Next ? 0 : unit;
        if (target == ScsiDiskProperties.Next)
        {
            target = 0;
            while (disks.Exists(present => present.Target == target))
            {
                target++;
            }
        }

        if (
            target > MaximumTarget
            || unit > MaximumUnit
            || disks.Exists(present => present.Target == target && present.Unit == unit)
        )
        {
            throw new ConfigurationException(
                $"{properties.Driver}: scsi-id={target} lun={unit} is taken or not there (0 to {MaximumTarget}, 0 to {MaximumUnit})"
            );
        }

        var place = string.Create(
            CultureInfo.InvariantCulture,
            $"00:{PciBus.FormatAddress(Address)}.disk{target}.{unit}"
        );
        var serial = properties.Get(ScsiDiskProperties.Serial);
        var id = Encoding.UTF8.GetBytes(serial.Length == 0 ? name : serial);
        disks.Add(
            (
                (int)target,
                (int)unit,
                new ScsiDisk(
                    machine.Arena.Add<ScsiDiskState>(place),
                    disk,
                    isReadOnly,
                    id[..Math.Min(id.Length, 20)],
                    serial,
                    properties.Get(ScsiDiskProperties.Version),
                    properties.Get(ScsiDiskProperties.Fua)
                )
            )
        );
    }

    public override void Reset()
    {
        base.Reset();
        OnTransportReset();
    }

    private protected override void OnTransportReset()
    {
        state->SenseSize = VirtioScsiRegister.DefaultSenseSize;
        state->CommandSize = VirtioScsiRegister.DefaultCommandSize;
        foreach (var (_, _, disk) in disks)
        {
            disk.Reset();
        }
    }

    private protected override void OnNotify(int index, Virtqueue queue)
    {
        // Buffers for events stay: nothing is plugged in while the machine runs.
        if (index == EventQueue)
        {
            return;
        }

        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            if (index == ControlQueue ? !Control(request, out var written) : !Perform(request, out written))
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
        Long(config, VirtioScsiRegister.QueueCount, (uint)(QueueCount - FirstRequestQueue));
        Long(config, VirtioScsiRegister.MaximumSegments, maximumSegments);
        Long(config, VirtioScsiRegister.MaximumSectors, maximumSectors);
        Long(config, VirtioScsiRegister.CommandsPerUnit, commandsPerUnit);
        Long(config, VirtioScsiRegister.EventSize, 16);
        Long(config, VirtioScsiRegister.SenseSize, state->SenseSize);
        Long(config, VirtioScsiRegister.CommandSize, state->CommandSize);
        Long(config, VirtioScsiRegister.MaximumTarget - 2, MaximumTarget << 16);
        Long(config, VirtioScsiRegister.MaximumUnit, MaximumUnit);
    }

    private protected override void StoreConfig(ReadOnlySpan<byte> config)
    {
        var sense = BinaryPrimitives.ReadUInt32LittleEndian(config[VirtioScsiRegister.SenseSize..]);
        var command = BinaryPrimitives.ReadUInt32LittleEndian(config[VirtioScsiRegister.CommandSize..]);
        state->SenseSize = sense <= MaximumSense ? sense : state->SenseSize;
        state->CommandSize = command is > 0 and <= MaximumCommand ? command : state->CommandSize;
    }

    private static int QueuesFor(PropertySet properties, int cpus)
    {
        var queues = properties.Get(VirtioScsiProperties.Queues);
        queues = queues == VirtioScsiProperties.AutomaticQueues ? (uint)cpus : queues;
        return queues is > 0 and <= MaximumQueues
            ? (int)queues
            : throw new ConfigurationException(
                $"{properties.Driver}: num_queues={queues}; there can be 1 to {MaximumQueues}"
            );
    }

    private static int[] QueueSizesFor(PropertySet properties, int cpus)
    {
        var size = properties.Get(VirtioScsiProperties.QueueSize);
        if (size < 4 || (size & (size - 1)) != 0)
        {
            throw new ConfigurationException(
                $"{properties.Driver}: virtqueue_size={size} is not a power of two from 4 on"
            );
        }

        var sizes = new int[FirstRequestQueue + QueuesFor(properties, cpus)];
        Array.Fill(sizes, (int)size);
        return sizes;
    }

    private static void Long(Span<byte> config, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(config[offset..], value);

    /// <summary>Task management and notifications: nothing is ever outstanding, so there is nothing to do.</summary>
    private bool Control(VirtioRequest request, out uint written)
    {
        written = 0;
        Span<byte> message = stackalloc byte[VirtioScsiRegister.TaskManagementSize];
        var reader = new VirtioReader(request.Readable, Dma);
        if (!reader.TryRead(message[..4]))
        {
            return false;
        }

        var isTask = BinaryPrimitives.ReadUInt32LittleEndian(message) == VirtioScsiRegister.TaskManagement;
        var size = isTask ? VirtioScsiRegister.TaskManagementSize : VirtioScsiRegister.NotificationSize;
        if (!reader.TryRead(message[4..size]))
        {
            return false;
        }

        var writer = new VirtioWriter(request.Writable, Dma);
        var unit = message.Slice(isTask ? 8 : 4, 8);
        var result = Find(unit) is null && !HasTarget(unit) ? VirtioScsiRegister.BadTarget : VirtioScsiRegister.Ok;
        written = (uint)(isTask ? writer.Write([result]) : writer.Write([0, 0, 0, 0, result]));
        return true;
    }

    private bool Perform(VirtioRequest request, out uint written)
    {
        written = 0;
        var header = VirtioScsiRegister.RequestHeader + (int)state->CommandSize;
        var responseLength = VirtioScsiRegister.ResponseHeader + (int)state->SenseSize;
        Span<byte> message = stackalloc byte[VirtioScsiRegister.RequestHeader + MaximumCommand];
        message.Clear();
        var reader = new VirtioReader(request.Readable, Dma);
        if (!reader.TryRead(message[..header]) || request.WritableLength < (ulong)responseLength)
        {
            return false;
        }

        Span<byte> response = stackalloc byte[VirtioScsiRegister.ResponseHeader + MaximumSense];
        response.Clear();
        transfer.Start(request, (ulong)header, (ulong)responseLength);
        var unit = message[..8];
        var command = message[VirtioScsiRegister.RequestHeader..];
        if (!HasTarget(unit))
        {
            response[11] = VirtioScsiRegister.BadTarget;
        }
        else if (Execute(unit, command) is { IsGood: false } sense)
        {
            Span<byte> bytes = stackalloc byte[ScsiSense.Length];
            sense.Fill(bytes);
            var length = Math.Min(ScsiSense.Length, (int)state->SenseSize);
            bytes[..length].CopyTo(response[VirtioScsiRegister.ResponseHeader..]);
            BinaryPrimitives.WriteUInt32LittleEndian(response, (uint)length);
            response[10] = VirtioScsiRegister.CheckCondition;
        }

        var rest = Math.Max(transfer.InLength, transfer.Given) - transfer.Given;
        BinaryPrimitives.WriteUInt32LittleEndian(response[4..], transfer.OutLength == 0 ? (uint)rest : 0);
        var writer = new VirtioWriter(request.Writable, Dma);
        writer.Write(response[..responseLength]);
        written = (uint)Math.Min((ulong)responseLength + transfer.Given, uint.MaxValue);
        return true;
    }

    private ScsiSense Execute(ReadOnlySpan<byte> unit, ReadOnlySpan<byte> command)
    {
        const byte ReportLuns = 0xa0;
        const byte Inquiry = 0x12;
        if (command[0] == ReportLuns)
        {
            return Report(unit[1], BinaryPrimitives.ReadUInt32BigEndian(command[6..]));
        }

        if (Find(unit) is { } disk)
        {
            return disk.Execute(command, transfer);
        }

        if (command[0] != Inquiry)
        {
            return new ScsiSense(5, 0x25, 0);
        }

        // There is a target, but no such unit in it.
        Span<byte> none = stackalloc byte[36];
        none.Clear();
        none[0] = 0x7f;
        none[4] = 31;
        transfer.Write(none[..Math.Min(none.Length, (int)BinaryPrimitives.ReadUInt16BigEndian(command[3..]))]);
        return ScsiSense.None;
    }

    private ScsiSense Report(int target, uint allocated)
    {
        List<byte> list = [0, 0, 0, 0, 0, 0, 0, 0];
        for (var unit = 0; unit <= MaximumUnit && list.Count < 8 * (disks.Count + 1); unit++)
        {
            if (unit == 0 || disks.Exists(disk => disk.Target == target && disk.Unit == unit))
            {
                var flat = unit < 256 ? 0 : 0x40;
                list.AddRange([(byte)(flat | (unit >> 8)), (byte)unit, 0, 0, 0, 0, 0, 0]);
            }
        }

        var bytes = list.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bytes.Length - 8);
        transfer.Write(bytes.AsSpan(0, (int)Math.Min((uint)bytes.Length, allocated)));
        return ScsiSense.None;
    }

    /// <summary>Single level addressing: 1, target, unit with the flat method.</summary>
    private bool HasTarget(ReadOnlySpan<byte> unit)
    {
        var target = unit[1];
        return unit[0] == 1 && disks.Exists(disk => disk.Target == target);
    }

    private ScsiDisk? Find(ReadOnlySpan<byte> unit)
    {
        var number = ((unit[2] << 8) | unit[3]) & 0x3fff;
        var target = unit[1];
        var index = unit[0] == 1 ? disks.FindIndex(disk => disk.Target == target && disk.Unit == number) : -1;
        return index < 0 ? null : disks[index].Disk;
    }
}
