using System;

namespace ReplayEmu.Devices.Storage;

/// <summary>Cylinders, heads and sectors a track that a drive reports.</summary>
public readonly record struct AtaGeometry(int Cylinders, int Heads, int SectorsPerTrack)
{
    /// <summary>
    /// 16 heads of 63 sectors, 2 to 16383 cylinders: QEMU's choice for a disk without partitions. (From a partition table QEMU
    /// would guess the translation that made it; that is not done here.)
    /// </summary>
    public static AtaGeometry Of(long sectors) => new((int)Math.Clamp(sectors / (16 * 63), 2, 16383), 16, 63);

    /// <summary>Sectors that cylinder/head/sector addressing reaches.</summary>
    public uint Capacity => (uint)(Cylinders * Heads * SectorsPerTrack);
}
