using System.Collections.Generic;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Network.User;

/// <summary>What the built-in network offers. Its addresses are QEMU's: 10.0.2.0/24, router 10.0.2.2, names 10.0.2.3.</summary>
/// <param name="Files">What can be downloaded, by path without a slash in front.</param>
/// <param name="BootFile">Path that DHCP names for booting, empty for none.</param>
/// <param name="HostName">Name that DHCP gives the guest, empty for none.</param>
public sealed record UserNetworkOptions(
    IReadOnlyList<(string Path, IImage Image)> Files,
    string BootFile = "",
    string HostName = ""
)
{
    public const uint Mask = 0xffff_ff00;
    public const uint Host = 0x0a00_0202;
    public const uint Names = 0x0a00_0203;
    public const uint Guest = 0x0a00_020f;

    /// <summary>Ethernet address of a station of the network: 52:55 and its IPv4 address.</summary>
    public static byte[] MacOf(uint address) =>
        [0x52, 0x55, (byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address];

    /// <summary>The peer answers for this address.</summary>
    public static bool IsOurs(uint address) => address is Host or Names;
}
