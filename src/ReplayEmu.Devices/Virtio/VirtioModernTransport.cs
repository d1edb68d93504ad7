using System.Numerics;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>
/// The structures of Virtio 1.x in a memory BAR, in QEMU's layout: common, interrupt status, device configuration and
/// notification, 4 KiB each, but for notifications with a page for each of 1024 possible queues.
/// </summary>
internal sealed class VirtioModernTransport
{
    private const int WindowSize = 0x1000;
    private const int MaximumQueues = 1024;
    private const int InterruptStatusOffset = WindowSize;
    private const int DeviceOffset = 2 * WindowSize;
    private const int NotifyOffset = 3 * WindowSize;
    private readonly VirtioCommonRegisters common;
    private readonly VirtioPciDevice device;
    private readonly int notifyStride;
    private readonly int notifySize;

    public VirtioModernTransport(VirtioPciDevice device, bool pagePerQueue)
    {
        this.device = device;
        common = new VirtioCommonRegisters(device);
        notifyStride = pagePerQueue ? WindowSize : 4;
        notifySize = notifyStride * MaximumQueues;
        var bar = new ContainerRegion(
            $"{device.Driver} modern",
            BitOperations.RoundUpToPowerOf2((uint)(NotifyOffset + notifySize))
        );
        Add(bar, "common", 0, WindowSize, common.Read, common.Write);
        Add(bar, "isr", InterruptStatusOffset, WindowSize, ReadInterruptStatus, static (_, _, _) => { });
        Add(bar, "device", DeviceOffset, WindowSize, device.ReadConfigSpace, device.WriteConfigSpace);
        Add(bar, "notify", NotifyOffset, notifySize, static (_, _) => 0, Notify);
        Bar = bar;
        NotifyPort = new IoRegion(
            $"{device.Driver} notify",
            4,
            new VirtioWindow(static (_, _) => 0, (_, _, value) => device.Notify(value)),
            AccessSizes.UpTo4
        )
        {
            Source = device.Source,
        };
    }

    public MemoryRegion Bar { get; }

    /// <summary>The notification register in I/O space, for <c>modern-pio-notify</c>.</summary>
    public MemoryRegion NotifyPort { get; }

    /// <summary>The structures in the order of the capability list, from its end: type, offset in the BAR, bytes, multiplier.</summary>
    public (byte Type, uint Offset, uint Size, uint Multiplier)[] Structures =>
        [
            (VirtioCapability.Common, 0, WindowSize, 0),
            (VirtioCapability.InterruptStatus, InterruptStatusOffset, WindowSize, 0),
            (VirtioCapability.Device, DeviceOffset, WindowSize, 0),
            (VirtioCapability.Notify, NotifyOffset, (uint)notifySize, (uint)notifyStride),
        ];

    /// <summary>An access through configuration space (Virtio 1.2, section 4.1.4.9).</summary>
    public uint Read(uint offset, int size) =>
        offset switch
        {
            _ when (offset % WindowSize) + (uint)size > WindowSize => 0,
            < InterruptStatusOffset => (uint)common.Read((int)offset, size),
            < DeviceOffset => (uint)ReadInterruptStatus((int)offset - InterruptStatusOffset, size),
            < NotifyOffset => (uint)device.ReadConfigSpace((int)offset - DeviceOffset, size),
            _ => 0,
        };

    public void Write(uint offset, int size, uint value)
    {
        switch (offset)
        {
            case < InterruptStatusOffset:
                common.Write((int)offset, size, value);
                break;
            case >= DeviceOffset and < NotifyOffset:
                device.WriteConfigSpace((int)offset - DeviceOffset, size, value);
                break;
            case >= NotifyOffset when offset < (uint)(NotifyOffset + notifySize):
                Notify((int)offset - NotifyOffset, size, value);
                break;
        }
    }

    private void Add(ContainerRegion bar, string name, int offset, int size, VirtioRead read, VirtioWrite write)
    {
        var window = new VirtioWindow(read, write);
        bar.Map(
            (ulong)offset,
            new IoRegion($"{device.Driver} {name}", (ulong)size, window, AccessSizes.UpTo4) { Source = device.Source }
        );
    }

    private ulong ReadInterruptStatus(int offset, int size) => device.TakeInterruptStatus();

    private void Notify(int offset, int size, uint value) => device.Notify((uint)(offset / notifyStride));
}
