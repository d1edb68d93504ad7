namespace ReplayEmu.Devices.Virtio.Block;

/// <summary>Configuration, request types and feature bits of a block device (Virtio 1.2, section 5.2).</summary>
internal static class VirtioBlockRegister
{
    public const int Capacity = 0;
    public const int MaximumSegments = 12;
    public const int Cylinders = 16;
    public const int Heads = 18;
    public const int Sectors = 19;
    public const int BlockSize = 20;
    public const int PhysicalBlockExponent = 24;
    public const int WriteCache = 32;
    public const int QueueCount = 34;
    public const int MaximumDiscard = 36;
    public const int DiscardSegments = 40;
    public const int DiscardAlignment = 44;
    public const int MaximumWriteZeroes = 48;
    public const int WriteZeroesSegments = 52;
    public const int WriteZeroesMayUnmap = 56;

    public const int BasicLength = 36;
    public const int DiscardLength = 48;
    public const int WriteZeroesLength = 57;

    public const ulong MaximumSegmentsFeature = 1ul << 2;
    public const ulong GeometryFeature = 1ul << 4;
    public const ulong ReadOnlyFeature = 1ul << 5;
    public const ulong BlockSizeFeature = 1ul << 6;
    public const ulong ScsiFeature = 1ul << 7;
    public const ulong FlushFeature = 1ul << 9;
    public const ulong TopologyFeature = 1ul << 10;
    public const ulong ConfigWriteCacheFeature = 1ul << 11;
    public const ulong ManyQueuesFeature = 1ul << 12;
    public const ulong DiscardFeature = 1ul << 13;
    public const ulong WriteZeroesFeature = 1ul << 14;

    public const uint Read = 0;
    public const uint Write = 1;
    public const uint Flush = 4;
    public const uint GetId = 8;
    public const uint Discard = 11;
    public const uint WriteZeroes = 13;

    /// <summary>A request of an old driver may say that earlier ones must be done first: they always are.</summary>
    public const uint Barrier = 0x8000_0000;

    public const int HeaderSize = 16;
    public const int RangeSize = 16;
    public const int IdSize = 20;

    public const byte Ok = 0;
    public const byte Failed = 1;
    public const byte Unsupported = 2;
}
