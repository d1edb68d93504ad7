namespace ReplayEmu.Devices.Virtio;

/// <summary>Feature bits of every virtio device (Virtio 1.2, chapter 6; the legacy ones: Virtio 0.9.5, appendix B).</summary>
internal static class VirtioFeature
{
    /// <summary>Interrupt when the available ring runs empty, even if suppressed. Legacy only.</summary>
    public const ulong NotifyOnEmpty = 1ul << 24;

    /// <summary>Requests may be divided into buffers in any way. Legacy only: later a matter of course.</summary>
    public const ulong AnyLayout = 1ul << 27;

    public const ulong IndirectDescriptors = 1ul << 28;

    public const ulong EventIndex = 1ul << 29;

    /// <summary>No driver may acknowledge it: it shows who acknowledges everything. Legacy only.</summary>
    public const ulong Bad = 1ul << 30;

    /// <summary>The driver follows Virtio 1.0.</summary>
    public const ulong Version1 = 1ul << 32;

    /// <summary>Queues can be reset one by one.</summary>
    public const ulong RingReset = 1ul << 40;

    /// <summary>What only the legacy registers show.</summary>
    public const ulong LegacyOnly = NotifyOnEmpty | AnyLayout | Bad;
}
