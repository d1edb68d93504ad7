using System.Collections.Generic;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Net;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-i440fx-8.0 to 11.1, from the source of QEMU.</summary>
internal static class PcI440fx8
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        PcVersions.Numbered("11.1", []),
        PcVersions.Numbered("11.0", []),
        PcVersions.Numbered("10.2", []),
        PcVersions.Numbered(
            "10.1",
            [
                new(
                    VirtioNetProperties.HostTunnel.Was(false),
                    "pc-i440fx-10.2",
                    "1c79ab6937a",
                    "virtio-net: Advertise UDP tunnel GSO support by default"
                ),
                new(
                    VirtioNetProperties.HostTunnelChecksum.Was(false),
                    "pc-i440fx-10.2",
                    "1c79ab6937a",
                    "virtio-net: Advertise UDP tunnel GSO support by default"
                ),
                new(
                    VirtioNetProperties.GuestTunnel.Was(false),
                    "pc-i440fx-10.2",
                    "1c79ab6937a",
                    "virtio-net: Advertise UDP tunnel GSO support by default"
                ),
                new(
                    VirtioNetProperties.GuestTunnelChecksum.Was(false),
                    "pc-i440fx-10.2",
                    "1c79ab6937a",
                    "virtio-net: Advertise UDP tunnel GSO support by default"
                ),
            ]
        ),
        PcVersions.Numbered(
            "10.0",
            [
                new(
                    ScsiDiskProperties.Fua.Was(false),
                    "pc-i440fx-10.1",
                    "5562e214e82",
                    "scsi-disk: Advertise FUA support by default"
                ),
            ]
        ),
        PcVersions.Numbered(
            "9.2",
            [
                new(
                    VirtioBalloonProperties.Pci.Vectors.Was(0),
                    "pc-i440fx-10.0",
                    "fe638ae67bf",
                    "virtio-balloon-pci: Allow setting nvectors, so we can use MSI-X"
                ),
            ]
        ),
        PcVersions.Numbered("9.1", []),
        PcVersions.Numbered("9.0", []),
        PcVersions.Numbered("8.2", []),
        PcVersions.Numbered(
            "8.1",
            [
                new(
                    VirtioNetProperties.HostUso.Was(false),
                    "pc-i440fx-8.2",
                    "53da8b5a992",
                    "virtio-net: Add support for USO features"
                ),
                new(
                    VirtioNetProperties.GuestUso4.Was(false),
                    "pc-i440fx-8.2",
                    "53da8b5a992",
                    "virtio-net: Add support for USO features"
                ),
                new(
                    VirtioNetProperties.GuestUso6.Was(false),
                    "pc-i440fx-8.2",
                    "53da8b5a992",
                    "virtio-net: Add support for USO features"
                ),
            ]
        ),
        PcVersions.Numbered("8.0", []),
    ];
}
