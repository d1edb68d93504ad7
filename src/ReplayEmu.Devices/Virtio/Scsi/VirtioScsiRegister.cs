namespace ReplayEmu.Devices.Virtio.Scsi;

/// <summary>Configuration, features and messages of a SCSI host device (Virtio 1.2, section 5.6).</summary>
internal static class VirtioScsiRegister
{
    public const int QueueCount = 0;
    public const int MaximumSegments = 4;
    public const int MaximumSectors = 8;
    public const int CommandsPerUnit = 12;
    public const int EventSize = 16;
    public const int SenseSize = 20;
    public const int CommandSize = 24;
    public const int MaximumChannel = 28;
    public const int MaximumTarget = 30;
    public const int MaximumUnit = 32;
    public const int ConfigLength = 36;

    public const ulong HotplugFeature = 1ul << 1;
    public const ulong ChangeFeature = 1ul << 2;

    public const uint DefaultSenseSize = 96;
    public const uint DefaultCommandSize = 32;

    /// <summary>Unit, tag, attributes; the command follows.</summary>
    public const int RequestHeader = 19;

    /// <summary>Length of sense data, rest, status; sense data follow.</summary>
    public const int ResponseHeader = 12;

    public const byte Ok = 0;
    public const byte BadTarget = 3;

    public const byte CheckCondition = 2;

    /// <summary>Control messages.</summary>
    public const uint TaskManagement = 0;
    public const int TaskManagementSize = 24;
    public const int NotificationSize = 16;
}
