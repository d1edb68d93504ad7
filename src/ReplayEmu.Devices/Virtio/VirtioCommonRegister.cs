namespace ReplayEmu.Devices.Virtio;

/// <summary>The common configuration structure (Virtio 1.2, section 4.1.4.3).</summary>
internal static class VirtioCommonRegister
{
    public const int DeviceFeatureSelect = 0x00;
    public const int DeviceFeature = 0x04;
    public const int DriverFeatureSelect = 0x08;
    public const int DriverFeature = 0x0c;
    public const int ConfigVector = 0x10;
    public const int QueueCount = 0x12;
    public const int Status = 0x14;
    public const int Generation = 0x15;
    public const int QueueSelect = 0x16;
    public const int QueueSize = 0x18;
    public const int QueueVector = 0x1a;
    public const int QueueEnable = 0x1c;
    public const int QueueNotifyOffset = 0x1e;
    public const int Descriptors = 0x20;
    public const int Available = 0x28;
    public const int Used = 0x30;

    /// <summary>With <see cref="VirtioFeature.RingReset"/>.</summary>
    public const int QueueReset = 0x3a;
}
