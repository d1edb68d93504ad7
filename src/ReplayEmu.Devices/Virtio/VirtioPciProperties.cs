using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio;

/// <summary>
/// Properties that every virtio PCI device has, under QEMU's names. Those of the transport and of virtio itself belong to
/// QEMU's base types, so that one row of a machine version or one <c>-global</c> is about all devices.
/// </summary>
public sealed class VirtioPciProperties
{
    public const string TransportDriver = "virtio-pci";
    public const string DeviceDriver = "virtio-device";

    /// <summary>The number of vectors follows from the device's queues.</summary>
    public const uint AutomaticVectors = uint.MaxValue;

    public const string On = "on";
    public const string Off = "off";
    public const string Auto = "auto";

    public static readonly ChoiceProperty DisableLegacy = new(
        TransportDriver,
        "disable-legacy",
        Auto,
        [Auto, Off, On],
        "no legacy registers; auto is off on a conventional bus"
    );

    public static readonly SwitchProperty DisableModern = new(
        TransportDriver,
        "disable-modern",
        false,
        "no Virtio 1.0 registers"
    );

    public static readonly SwitchProperty PagePerQueue = new(
        TransportDriver,
        "page-per-vq",
        false,
        "a page of notification registers for each queue"
    );

    public static readonly SwitchProperty NotifyPort = new(
        TransportDriver,
        "modern-pio-notify",
        false,
        "a second notification register, in I/O space"
    );

    /// <summary>QEMU did so for all its machine types at once, in 2.2.</summary>
    public static readonly SwitchProperty BusMasterForOldDrivers = new(
        TransportDriver,
        "x-bus-master-for-old-drivers",
        true,
        "a legacy driver that forgets to enable bus mastering gets it"
    );

    public static readonly SwitchProperty QueueReset = new(
        DeviceDriver,
        "queue_reset",
        true,
        "offers VIRTIO_F_RING_RESET (feature bit 40)"
    );

    public static readonly SwitchProperty NotifyOnEmpty = new(
        DeviceDriver,
        "notify_on_empty",
        true,
        "offers VIRTIO_F_NOTIFY_ON_EMPTY (feature bit 24)"
    );

    private static readonly DeviceProperty[] shared =
    [
        DisableLegacy,
        DisableModern,
        PagePerQueue,
        NotifyPort,
        BusMasterForOldDrivers,
        QueueReset,
        NotifyOnEmpty,
        OnlyOff(DeviceDriver, "iommu_platform", "VIRTIO_F_IOMMU_PLATFORM, not implemented"),
        OnlyOff(DeviceDriver, "packed", "VIRTIO_F_RING_PACKED, not implemented"),
        Inert(TransportDriver, "ioeventfd", true),
        Inert(TransportDriver, "migrate-extra", true),
        Inert(TransportDriver, "x-disable-pcie", false),
        Inert(TransportDriver, "x-ignore-backend-features", false),
        Inert(TransportDriver, "ats", false),
        Inert(TransportDriver, "x-ats-page-aligned", true),
        Inert(TransportDriver, "x-pcie-deverr-init", true),
        Inert(TransportDriver, "x-pcie-lnkctl-init", true),
        Inert(TransportDriver, "x-pcie-pm-init", true),
        Inert(TransportDriver, "x-pcie-flr-init", true),
        Inert(TransportDriver, "x-pcie-pm-no-soft-reset", false),
        Inert(DeviceDriver, "use-started", true),
        Inert(DeviceDriver, "use-disabled-flag", true),
        Inert(DeviceDriver, "x-disable-legacy-check", false),
    ];

    /// <param name="driver">QEMU's name of the device.</param>
    /// <param name="vectors">MSI-X vectors by default; see <see cref="AutomaticVectors"/>.</param>
    public VirtioPciProperties(string driver, uint vectors = AutomaticVectors)
    {
        EventIndex = new SwitchProperty(driver, "event_idx", true, "offers VIRTIO_RING_F_EVENT_IDX (feature bit 29)");
        IndirectDescriptors = new SwitchProperty(
            driver,
            "indirect_desc",
            true,
            "offers VIRTIO_RING_F_INDIRECT_DESC (feature bit 28)"
        );
        AnyLayout = new SwitchProperty(driver, "any_layout", true, "offers VIRTIO_F_ANY_LAYOUT (feature bit 27)");
        Vectors = new NumberProperty<uint>(
            driver,
            "vectors",
            vectors,
            "MSI-X vectors; 0 is no MSI-X, 0xffffffff follows the queues"
        );
        Address = new PciAddressProperty(driver);
        All = [EventIndex, IndirectDescriptors, AnyLayout, Vectors, Address, .. shared];
    }

    public SwitchProperty EventIndex { get; }

    public SwitchProperty IndirectDescriptors { get; }

    public SwitchProperty AnyLayout { get; }

    public NumberProperty<uint> Vectors { get; }

    public PciAddressProperty Address { get; }

    public IReadOnlyList<DeviceProperty> All { get; }

    /// <summary>Whether the device has the structures of Virtio 1.0.</summary>
    public static bool IsModern(PropertySet properties) => IsVariant(properties) || !properties.Get(DisableModern);

    /// <summary>Whether the device has the legacy registers: all buses here are conventional or root buses, where <c>auto</c> means yes.</summary>
    public static bool IsLegacy(PropertySet properties) =>
        IsVariant(properties)
            ? !properties.Driver.EndsWith("-non-transitional", StringComparison.Ordinal)
            : properties.Get(DisableLegacy) != On;

    /// <summary>Feature bits of the ring and of the transport.</summary>
    public ulong Features(PropertySet properties) =>
        VirtioFeature.Bad
        | Bit(properties, NotifyOnEmpty, VirtioFeature.NotifyOnEmpty)
        | Bit(properties, AnyLayout, VirtioFeature.AnyLayout)
        | Bit(properties, IndirectDescriptors, VirtioFeature.IndirectDescriptors)
        | Bit(properties, EventIndex, VirtioFeature.EventIndex)
        | Bit(properties, QueueReset, VirtioFeature.RingReset)
        | (IsModern(properties) ? VirtioFeature.Version1 : 0);

    /// <summary>A feature bit if a switch is on.</summary>
    internal static ulong Bit(PropertySet properties, SwitchProperty property, ulong bit) =>
        properties.Get(property) ? bit : 0;

    /// <summary>A driver name that fixes which registers there are.</summary>
    private static bool IsVariant(PropertySet properties) =>
        properties.Driver.EndsWith("transitional", StringComparison.Ordinal);

    private static SwitchProperty Inert(string driver, string name, bool value) =>
        new(driver, name, value, "accepted; nothing that a guest sees on this bus depends on it");

    private static ChoiceProperty OnlyOff(string driver, string name, string description) =>
        new(driver, name, Off, [Off], description);
}
