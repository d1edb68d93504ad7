using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Storage;

/// <summary>State of one IDE channel with its two drives.</summary>
[StateStruct("ata-channel")]
public partial struct AtaChannelState
{
    public AtaDriveStates Drives;

    /// <summary>Device/head register: bit 4 selects the drive, bit 6 is LBA addressing.</summary>
    public byte Device;

    /// <summary>Device control: bit 1 nIEN, bit 2 SRST, bit 7 HOB.</summary>
    public byte Control;

    /// <summary>INTRQ before the nIEN gate.</summary>
    public byte Interrupt;
    public byte Reserved0;
    public uint Reserved1;
}

[InlineArray(2)]
public struct AtaDriveStates
{
    private AtaDriveState first;
}

/// <summary>State of one ATA drive. Registers that are written twice hold the previous value in their high byte.</summary>
public struct AtaDriveState
{
    /// <summary>Sector that the present command transfers next.</summary>
    public ulong NextSector;

    /// <summary>Sectors of the present command that are not in the buffer yet.</summary>
    public uint SectorsLeft;

    /// <summary>Bytes of the buffer already transferred, and bytes in all; both 0 when no data is asked for.</summary>
    public uint BufferPosition;
    public uint BufferLength;
    public ushort SectorCount;
    public ushort LbaLow;
    public ushort LbaMid;
    public ushort LbaHigh;
    public byte Features;
    public byte Error;
    public byte Status;
    public byte Command;

    /// <summary>Sectors a block of READ and WRITE MULTIPLE; 0 is off.</summary>
    public byte MultipleSectors;

    /// <summary>Transfer mode set by SET FEATURES 3.</summary>
    public byte TransferMode;

    /// <summary>1 while a DMA command waits for the bus master.</summary>
    public byte DmaWaiting;
    public byte Reserved;
    public ushort Reserved1;
    public ushort Reserved2;
    public AtaBuffer Buffer;
}

/// <summary>16 sectors.</summary>
[InlineArray(AtaDrive.BufferSize)]
public struct AtaBuffer
{
    private byte first;
}
