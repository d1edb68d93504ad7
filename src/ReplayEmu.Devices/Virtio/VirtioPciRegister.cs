namespace ReplayEmu.Devices.Virtio;

/// <summary>The legacy virtio header in BAR 0 (Virtio 0.9.5, section 2.2.2.1).</summary>
internal static class VirtioPciRegister
{
    public const int HostFeatures = 0;
    public const int GuestFeatures = 4;
    public const int QueuePage = 8;
    public const int QueueSize = 12;
    public const int QueueSelect = 14;
    public const int QueueNotify = 16;
    public const int Status = 18;
    public const int InterruptStatus = 19;

    /// <summary>Only while MSI-X is enabled.</summary>
    public const int ConfigVector = 20;
    public const int QueueVector = 22;

    /// <summary>Device-specific configuration without MSI-X.</summary>
    public const int Config = 20;

    /// <summary>Device-specific configuration while MSI-X is enabled.</summary>
    public const int ConfigBehindVectors = 24;

    public const byte Acknowledge = 1;
    public const byte Driver = 2;
    public const byte DriverOk = 4;
    public const byte FeaturesOk = 8;
    public const byte NeedsReset = 0x40;

    public const byte QueueInterrupt = 1;
    public const byte ConfigInterrupt = 2;
}
