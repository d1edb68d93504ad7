using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Net;

/// <summary>Properties of <c>virtio-net-pci</c>. Offloads need a backend with its header, which no backend here has.</summary>
public static class VirtioNetProperties
{
    public const string Driver = "virtio-net-pci";
    public const string DeviceDriver = "virtio-net-device";

    public static readonly TextProperty Backend = new(Driver, "netdev", "", "id of the -netdev behind it");

    public static readonly TextProperty Mac = new(Driver, "mac", "", "address; 52:54:00:12:34:56 and on when absent");

    public static readonly NumberProperty<ushort> ReceiveQueueSize = new(
        DeviceDriver,
        "rx_queue_size",
        256,
        "entries of the receive queue, a power of two from 256 on",
        1024
    );

    public static readonly SwitchProperty Gso = Feature("gso", 6);
    public static readonly SwitchProperty MergeBuffers = Feature("mrg_rxbuf", 15);
    public static readonly SwitchProperty Status = Feature("status", 16);
    public static readonly SwitchProperty Control = Feature("ctrl_vq", 17);
    public static readonly SwitchProperty ReceiveMode = Feature("ctrl_rx", 18);
    public static readonly SwitchProperty Vlan = Feature("ctrl_vlan", 19);
    public static readonly SwitchProperty MoreModes = Feature("ctrl_rx_extra", 20);
    public static readonly SwitchProperty Announce = Feature("guest_announce", 21);
    public static readonly SwitchProperty MacCommand = Feature("ctrl_mac_addr", 23);
    public static readonly SwitchProperty GuestOffloads = Feature("ctrl_guest_offloads", 2);

    public static readonly SwitchProperty HostUso = Inert("host_uso", true);
    public static readonly SwitchProperty GuestUso4 = Inert("guest_uso4", true);
    public static readonly SwitchProperty GuestUso6 = Inert("guest_uso6", true);
    public static readonly SwitchProperty HostTunnel = Inert("host_tunnel", true);
    public static readonly SwitchProperty HostTunnelChecksum = Inert("host_tunnel_csum", true);
    public static readonly SwitchProperty GuestTunnel = Inert("guest_tunnel", true);
    public static readonly SwitchProperty GuestTunnelChecksum = Inert("guest_tunnel_csum", true);

    public static readonly VirtioPciProperties Pci = new(Driver);

    public static readonly IReadOnlyList<DeviceProperty> All =
    [
        Backend,
        Mac,
        ReceiveQueueSize,
        Gso,
        MergeBuffers,
        Status,
        Control,
        ReceiveMode,
        Vlan,
        MoreModes,
        Announce,
        MacCommand,
        GuestOffloads,
        HostUso,
        GuestUso4,
        GuestUso6,
        HostTunnel,
        HostTunnelChecksum,
        GuestTunnel,
        GuestTunnelChecksum,
        Inert("csum", true),
        Inert("guest_csum", true),
        Inert("guest_tso4", true),
        Inert("guest_tso6", true),
        Inert("guest_ecn", true),
        Inert("guest_ufo", true),
        Inert("host_tso4", true),
        Inert("host_tso6", true),
        Inert("host_ecn", true),
        Inert("host_ufo", true),
        Inert("x-mtu-bypass-backend", true),
        new ChoiceProperty(Driver, "mq", "off", ["off"], "VIRTIO_NET_F_MQ, not implemented"),
        .. Pci.All,
    ];

    private static SwitchProperty Feature(string name, int bit) =>
        new(
            Driver,
            name,
            true,
            $"offers feature bit {bit.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        );

    private static SwitchProperty Inert(string name, bool value) =>
        new(DeviceDriver, name, value, "accepted; without effect, because no backend has offloads");
}
