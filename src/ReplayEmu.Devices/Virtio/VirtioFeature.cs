namespace ReplayEmu.Devices.Virtio;

/// <summary>Feature bits of every legacy virtio device (Virtio PCI Card Specification 0.9.5, appendix B).</summary>
internal static class VirtioFeature
{
    /// <summary>Interrupt when the available ring runs empty, even if suppressed.</summary>
    public const uint NotifyOnEmpty = 1u << 24;

    /// <summary>Requests may be divided into buffers in any way (Virtio 1.0, section 6.3).</summary>
    public const uint AnyLayout = 1u << 27;

    public const uint IndirectDescriptors = 1u << 28;

    public const uint EventIndex = 1u << 29;

    /// <summary>No driver may acknowledge it: it shows who acknowledges everything.</summary>
    public const uint Bad = 1u << 30;
}
