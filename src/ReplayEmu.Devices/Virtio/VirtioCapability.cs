namespace ReplayEmu.Devices.Virtio;

/// <summary>The vendor capability that says where a structure is (Virtio 1.2, section 4.1.4).</summary>
internal static class VirtioCapability
{
    /// <summary>Vendor-specific capability.</summary>
    public const byte Id = 9;

    public const int Length = 2;
    public const int Type = 3;
    public const int Bar = 4;
    public const int Offset = 8;
    public const int Size = 12;
    public const int BasicSize = 16;

    /// <summary>Bytes between the notification registers of two queues; only of type <see cref="Notify"/>.</summary>
    public const int Multiplier = 16;

    /// <summary>Data window; only of type <see cref="PciAccess"/>.</summary>
    public const int Data = 16;
    public const int ExtendedSize = 20;

    public const byte Common = 1;
    public const byte Notify = 2;
    public const byte InterruptStatus = 3;
    public const byte Device = 4;
    public const byte PciAccess = 5;
}
