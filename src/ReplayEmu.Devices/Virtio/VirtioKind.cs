using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio;

/// <summary>What kind of device is behind the transport.</summary>
/// <param name="Type">Virtio device type (Virtio 1.2, chapter 5).</param>
/// <param name="LegacyId">PCI device number of legacy and transitional devices.</param>
/// <param name="ClassCode">PCI base class and subclass.</param>
internal sealed record VirtioKind(ushort Type, ushort LegacyId, uint ClassCode)
{
    private const ushort Vendor = 0x1af4;
    private const ushort ModernBase = 0x1040;

    /// <summary>Feature bits that the modern registers do not show.</summary>
    public ulong LegacyFeatures { get; init; } = VirtioFeature.LegacyOnly;

    /// <summary>Feature bits of the transport that a device without modern registers does not offer.</summary>
    public ulong ModernFeatures { get; init; }

    /// <summary>Identity with or without legacy registers.</summary>
    /// <exception cref="ConfigurationException">The device would have no registers at all.</exception>
    public PciIdentity Identity(PropertySet properties)
    {
        if (VirtioPciProperties.IsLegacy(properties))
        {
            return new PciIdentity(Vendor, LegacyId, ClassCode << 8) { Subsystem = Type, InterruptPin = 1 };
        }

        if (!VirtioPciProperties.IsModern(properties))
        {
            throw new ConfigurationException(
                $"{properties.Driver}: disable-legacy=on and disable-modern=on leave nothing of the device"
            );
        }

        return new PciIdentity(Vendor, (ushort)(ModernBase + Type), ClassCode << 8) { Revision = 1, InterruptPin = 1 };
    }
}
