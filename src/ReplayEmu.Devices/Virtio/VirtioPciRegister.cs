namespace ReplayEmu.Devices.Virtio;

/// <summary>The legacy virtio header in BAR 0 (Virtio 0.9.5, section 2.2.2.1), without MSI-X.</summary>
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

    /// <summary>Device-specific configuration; also the size of the header.</summary>
    public const int Config = 20;

    public const byte DriverOk = 4;

    public const byte QueueInterrupt = 1;
    public const byte ConfigInterrupt = 2;
}
