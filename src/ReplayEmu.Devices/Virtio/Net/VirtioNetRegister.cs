namespace ReplayEmu.Devices.Virtio.Net;

/// <summary>Configuration, features and commands of a network device (Virtio 1.2, section 5.1).</summary>
internal static class VirtioNetRegister
{
    public const int Status = 6;

    /// <summary>Up to the status: what follows belongs to features that are not there.</summary>
    public const int ConfigLength = 8;

    public const ulong OffloadsFeature = 1ul << 2;
    public const ulong MacFeature = 1ul << 5;
    public const ulong GsoFeature = 1ul << 6;
    public const ulong MergeBuffersFeature = 1ul << 15;
    public const ulong StatusFeature = 1ul << 16;
    public const ulong ControlFeature = 1ul << 17;
    public const ulong ReceiveModeFeature = 1ul << 18;
    public const ulong VlanFeature = 1ul << 19;
    public const ulong MoreModesFeature = 1ul << 20;
    public const ulong AnnounceFeature = 1ul << 21;
    public const ulong MacCommandFeature = 1ul << 23;

    public const ushort LinkUp = 1;

    /// <summary>Bytes of the header before a frame of a legacy driver without merged buffers.</summary>
    public const int ShortHeader = 10;
    public const int LongHeader = 12;

    public const byte ReceiveMode = 0;
    public const byte Promiscuous = 0;
    public const byte NoBroadcast = 5;
    public const byte Mac = 1;
    public const byte MacTable = 0;
    public const byte MacAddress = 1;
    public const byte Vlan = 2;
    public const byte Announce = 3;
    public const byte Offloads = 5;

    public const byte Ok = 0;
    public const byte Failed = 1;
}
