namespace ReplayEmu.Devices.Storage;

/// <summary>Sector addresses in the task file: cylinder/head/sector, 28 bits or 48 bits (ATA/ATAPI-6, section 6.2).</summary>
internal static class AtaAddress
{
    /// <summary>The first sector that a command names; beyond any disk when the address is impossible (sector 0 of a track).</summary>
    public static ulong Load(in AtaDriveState state, byte device, AtaGeometry geometry, bool isExtended)
    {
        if ((device & AtaRegister.DeviceLba) == 0)
        {
            var cylinder = ((ulong)(byte)state.LbaHigh << 8) | (byte)state.LbaMid;
            var track = (cylinder * (ulong)geometry.Heads) + (device & 15u);
            return unchecked((track * (ulong)geometry.SectorsPerTrack) + (byte)state.LbaLow - 1);
        }

        var low = ((ulong)(byte)state.LbaHigh << 16) | ((ulong)(byte)state.LbaMid << 8) | (byte)state.LbaLow;
        return isExtended
            ? low
                | ((ulong)(state.LbaHigh >> 8) << 40)
                | ((ulong)(state.LbaMid >> 8) << 32)
                | ((ulong)(state.LbaLow >> 8) << 24)
            : low | ((device & 15ul) << 24);
    }

    /// <summary>Sectors: 0 stands for 256, or 65536 with 48 bits.</summary>
    public static uint LoadCount(in AtaDriveState state, bool isExtended)
    {
        uint count = isExtended ? state.SectorCount : (byte)state.SectorCount;
        return count != 0 ? count
            : isExtended ? 65536u
            : 256u;
    }

    /// <summary>Shows in the registers how far a transfer has come.</summary>
    public static void Store(ref AtaDriveState state, byte device, AtaGeometry geometry, ulong sector, uint left)
    {
        state.SectorCount = (ushort)left;
        if ((device & AtaRegister.DeviceLba) != 0)
        {
            StoreLba48(ref state, sector);
            return;
        }

        var track = sector / (uint)geometry.SectorsPerTrack;
        var cylinder = track / (uint)geometry.Heads;
        state.LbaLow = (ushort)((sector % (uint)geometry.SectorsPerTrack) + 1);
        state.LbaMid = (byte)cylinder;
        state.LbaHigh = (byte)(cylinder >> 8);
    }

    /// <summary>The four bits that belong into the device register are the channel's and stay as the guest set them.</summary>
    public static void StoreLba28(ref AtaDriveState state, ulong sector) => StoreLba48(ref state, sector);

    public static void StoreLba48(ref AtaDriveState state, ulong sector)
    {
        state.LbaLow = (ushort)((sector & 0xff) | (sector >> 24 & 0xff) << 8);
        state.LbaMid = (ushort)((sector >> 8 & 0xff) | (sector >> 32 & 0xff) << 8);
        state.LbaHigh = (ushort)((sector >> 16 & 0xff) | (sector >> 40 & 0xff) << 8);
    }
}
