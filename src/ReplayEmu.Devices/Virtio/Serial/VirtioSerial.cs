using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Virtio.Serial;

/// <summary>A console device (Virtio 1.2, section 5.3) with up to 31 ports, which <see cref="AddPort"/> gives it.</summary>
public sealed unsafe class VirtioSerial : VirtioPciDevice
{
    private const int DataQueueSize = 128;
    private const int ControlQueueSize = 32;
    private const int ControlInputQueue = 2;
    private const int ControlOutputQueue = 3;
    private const int ChunkSize = 1024;
    private static readonly VirtioKind kind = new(3, 0x1003, 0);
    private readonly VirtualMachine machine;
    private readonly List<VirtioPort> ports = [];
    private readonly uint maximumPorts;

    public VirtioSerial(VirtualMachine machine, PciBus bus, PropertySet properties)
        : base(
            machine,
            bus,
            properties,
            VirtioSerialProperties.Pci,
            kind with
            {
                ClassCode = ClassFor(properties),
            },
            FeaturesFor(properties),
            properties.Get(VirtioSerialProperties.EmergencyWrite)
                ? VirtioSerialRegister.EmergencyLength
                : VirtioSerialRegister.BasicLength,
            vectors: properties.Get(VirtioSerialProperties.Ports) + 1,
            QueueSizesFor(properties)
        )
    {
        this.machine = machine;
        maximumPorts = properties.Get(VirtioSerialProperties.Ports);
    }

    private bool HasManyPorts => Has(VirtioSerialRegister.ManyPortsFeature);

    /// <summary>Adds a port while the machine is built.</summary>
    /// <param name="properties">Of <c>virtconsole</c> or <c>virtserialport</c>.</param>
    /// <exception cref="ConfigurationException">No such number is free.</exception>
    public void AddPort(PropertySet properties)
    {
        var names = VirtioPortProperties.Of(properties.Driver);
        var isConsole = names == VirtioPortProperties.Console;
        var number = NumberFor(properties, properties.Get(names.Number), isConsole);
        var section = string.Create(CultureInfo.InvariantCulture, $"00:{PciBus.FormatAddress(Address)}.port{number}");
        var backend = properties.Get(names.Backend);
        var port = new VirtioPort(
            machine.Arena.Add<VirtioPortState>(section),
            number,
            isConsole,
            properties.Get(names.Name)
        )
        {
            Output = backend.Length == 0 ? null : machine.AddOutputPort("chardev." + backend),
        };
        ports.Add(port);
        if (backend.Length != 0)
        {
            machine.AddInputPort(
                new InputPort(
                    "chardev." + backend,
                    data => Receive(port, data),
                    () => IsListening(port) ? port.Room : 0
                )
            );
        }
    }

    public override void Reset()
    {
        base.Reset();
        ResetPorts();
    }

    public override void WriteFacts(FactWriter facts)
    {
        base.WriteFacts(facts);
        foreach (var port in ports)
        {
            facts.Add(
                "virtio",
                $"00:{PciBus.FormatAddress(Address)} port {port.Number} {(port.IsConsole ? "console" : "serial")}"
            );
        }
    }

    private protected override void OnTransportReset() => ResetPorts();

    /// <summary>Without control messages there is one port, and it is open as soon as the driver is there.</summary>
    private protected override void OnStatus()
    {
        if (!HasManyPorts && Find(0) is { } port)
        {
            port.IsOpen = IsDriverReady;
        }
    }

    private protected override void OnNotify(int index, Virtqueue queue)
    {
        if (index == ControlOutputQueue)
        {
            TakeControl(queue);
        }
        else if (index != ControlInputQueue)
        {
            foreach (var port in ports)
            {
                if (port.InputQueue == index)
                {
                    Deliver(port);
                    return;
                }
            }

            if ((index & 1) != 0)
            {
                TakeOutput(queue, ports.Find(port => port.OutputQueue == index));
            }
        }
    }

    private protected override void LoadConfig(Span<byte> config) =>
        BinaryPrimitives.WriteUInt32LittleEndian(config[VirtioSerialRegister.MaximumPorts..], maximumPorts);

    /// <summary>A byte of a guest that cannot use queues (yet, or any more) goes to the first console.</summary>
    private protected override void StoreConfig(ReadOnlySpan<byte> config)
    {
        if (config.Length > VirtioSerialRegister.EmergencyWrite)
        {
            var value = BinaryPrimitives.ReadUInt32LittleEndian(config[VirtioSerialRegister.EmergencyWrite..]);
            if (value != 0)
            {
                ports.Find(port => port.IsConsole)?.Output?.Write((byte)value);
            }
        }
    }

    private static uint ClassFor(PropertySet properties) =>
        properties.Get(VirtioSerialProperties.ClassCode) == VirtioSerialProperties.ClassDisplay
            ? VirtioSerialProperties.ClassDisplay
            : VirtioSerialProperties.ClassCommunication;

    private static ulong FeaturesFor(PropertySet properties) =>
        (properties.Get(VirtioSerialProperties.Ports) > 1 ? VirtioSerialRegister.ManyPortsFeature : 0)
        | VirtioPciProperties.Bit(
            properties,
            VirtioSerialProperties.EmergencyWrite,
            VirtioSerialRegister.EmergencyFeature
        );

    private static int[] QueueSizesFor(PropertySet properties)
    {
        var ports = properties.Get(VirtioSerialProperties.Ports);
        if (ports == 0)
        {
            throw new ConfigurationException($"{properties.Driver}: max_ports=0; there is at least one");
        }

        var sizes = new int[2 + (2 * ports)];
        Array.Fill(sizes, DataQueueSize);
        sizes[ControlInputQueue] = ControlQueueSize;
        sizes[ControlOutputQueue] = ControlQueueSize;
        return sizes;
    }

    /// <summary>Port 0 is for the first console, whoever comes first.</summary>
    private int NumberFor(PropertySet properties, uint wanted, bool isConsole)
    {
        if (wanted == VirtioPortProperties.NextNumber)
        {
            wanted = isConsole && Find(0) is null ? 0u : 1;
            while (Find(wanted) is not null)
            {
                wanted++;
            }
        }

        if (wanted >= maximumPorts || Find(wanted) is not null)
        {
            throw new ConfigurationException(
                $"{properties.Driver}: {Driver} has no free port {wanted}; max_ports={maximumPorts}"
            );
        }

        return wanted == 0 && !isConsole
            ? throw new ConfigurationException($"{properties.Driver}: port 0 is for a console")
            : (int)wanted;
    }

    private VirtioPort? Find(uint number) => ports.Find(port => port.Number == number);

    private bool IsListening(VirtioPort port) => IsDriverReady && port.IsOpen;

    private void ResetPorts()
    {
        foreach (var port in ports)
        {
            port.Reset();
        }
    }

    private void Receive(VirtioPort port, ReadOnlySpan<byte> data)
    {
        port.Put(data);
        Deliver(port);
    }

    /// <summary>Moves waiting bytes into the guest's buffers.</summary>
    private void Deliver(VirtioPort port)
    {
        var queue = Queue(port.InputQueue);
        if (!IsListening(port))
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[VirtioPortState.Capacity];
        while (port.Count > 0 && queue.Take(GuestFeatures) is { } request)
        {
            var room = (int)Math.Min(request.WritableLength, (ulong)bytes.Length);
            var part = bytes[..port.Take(bytes[..room])];
            var writer = new VirtioWriter(request.Writable, Dma);
            writer.Write(part);
            queue.Return(request.Head, (uint)part.Length);
            InterruptFor(queue);
        }
    }

    private void TakeOutput(Virtqueue queue, VirtioPort? port)
    {
        Span<byte> bytes = stackalloc byte[ChunkSize];
        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            if (port?.Output is { } output)
            {
                var reader = new VirtioReader(request.Readable, Dma);
                for (var rest = Math.Min(request.ReadableLength, 1 << 20); rest > 0; )
                {
                    var part = bytes[..(int)Math.Min(rest, ChunkSize)];
                    reader.TryRead(part);
                    output.Write(part);
                    rest -= (uint)part.Length;
                }
            }

            queue.Return(request.Head, 0);
            InterruptFor(queue);
        }
    }

    private void TakeControl(Virtqueue queue)
    {
        Span<byte> message = stackalloc byte[VirtioSerialRegister.MessageSize];
        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            var reader = new VirtioReader(request.Readable, Dma);
            var isWhole = reader.TryRead(message);
            queue.Return(request.Head, 0);
            InterruptFor(queue);
            if (isWhole)
            {
                Control(
                    BinaryPrimitives.ReadUInt32LittleEndian(message),
                    BinaryPrimitives.ReadUInt16LittleEndian(message[4..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(message[6..])
                );
            }
        }
    }

    private void Control(uint number, ushort kind, ushort value)
    {
        if (kind == VirtioSerialRegister.DeviceReady && value != 0)
        {
            foreach (var added in ports)
            {
                Send(added, VirtioSerialRegister.PortAdd, 1);
            }
        }
        else if (Find(number) is { } port)
        {
            if (kind == VirtioSerialRegister.PortReady && value != 0)
            {
                Introduce(port);
            }
            else if (kind == VirtioSerialRegister.PortOpen)
            {
                port.IsOpen = value != 0;
                Deliver(port);
            }
        }
    }

    private void Introduce(VirtioPort port)
    {
        if (port.IsConsole)
        {
            Send(port, VirtioSerialRegister.ConsolePort, 1);
        }

        if (port.Name.Length != 0)
        {
            Send(port, VirtioSerialRegister.PortName, 1, [.. port.Name, 0]);
        }

        if (port.IsConnected)
        {
            Send(port, VirtioSerialRegister.PortOpen, 1);
        }
    }

    /// <summary>Sends a control message; without a buffer of the guest it is lost, as in QEMU.</summary>
    private void Send(VirtioPort port, ushort kind, ushort value, ReadOnlySpan<byte> text = default)
    {
        var queue = Queue(ControlInputQueue);
        if (queue.Take(GuestFeatures) is not { } request)
        {
            return;
        }

        Span<byte> message = stackalloc byte[VirtioSerialRegister.MessageSize];
        BinaryPrimitives.WriteUInt32LittleEndian(message, (uint)port.Number);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], kind);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], value);
        var writer = new VirtioWriter(request.Writable, Dma);
        writer.Write(message);
        writer.Write(text);
        queue.Return(request.Head, (uint)writer.Written);
        InterruptFor(queue);
    }
}
