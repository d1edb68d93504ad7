using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage.Ahci;

/// <summary>
/// One command of a port's list: its header, its command FIS, and a cursor over the physical regions that its data is moved to or
/// from (AHCI 1.0, sections 4.2.2 and 4.2.3). A table has at most 65,535 regions, so that a guest cannot make it endless.
/// </summary>
internal ref struct AhciCommand
{
    public const int FisSize = 20;
    private const int TableRegions = 0x80;
    private readonly DmaChannel dma;
    private readonly ulong header;
    private readonly ulong table;
    private readonly int regions;
    private int region;
    private ulong address;
    private uint room;

    /// <param name="header">Guest address of the command header.</param>
    public AhciCommand(DmaChannel dma, ulong header)
    {
        this.dma = dma;
        this.header = header;
        Span<byte> bytes = stackalloc byte[16];
        dma.Read(header, bytes);
        regions = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        table = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) & ~0x7ful;
    }

    /// <summary>Bytes moved so far.</summary>
    public uint Moved { get; private set; }

    public readonly void ReadFis(scoped Span<byte> fis) => dma.Read(table, fis);

    /// <summary>Moves bytes of the drive to the guest; false when its regions are full.</summary>
    public bool ToGuest(scoped ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (!NextRegion())
            {
                return false;
            }

            var length = (int)Math.Min(room, (uint)data.Length);
            dma.Write(address, data[..length]);
            Advance(length);
            data = data[length..];
        }

        return true;
    }

    /// <summary>Moves bytes of the guest to the drive; false when its regions are used up.</summary>
    public bool FromGuest(scoped Span<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (!NextRegion())
            {
                return false;
            }

            var length = (int)Math.Min(room, (uint)data.Length);
            dma.Read(address, data[..length]);
            Advance(length);
            data = data[length..];
        }

        return true;
    }

    /// <summary>Tells the guest in the header how many bytes were moved (PRDBC).</summary>
    public readonly void StoreMoved() => dma.WriteWord(header + 4, Moved);

    private bool NextRegion()
    {
        if (room != 0)
        {
            return true;
        }

        if (region == regions)
        {
            return false;
        }

        Span<byte> entry = stackalloc byte[16];
        dma.Read(table + TableRegions + ((ulong)region++ * 16), entry);
        address = BinaryPrimitives.ReadUInt64LittleEndian(entry);
        room = (BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]) & 0x3f_ffff) + 1;
        return true;
    }

    private void Advance(int length)
    {
        address += (uint)length;
        room -= (uint)length;
        Moved += (uint)length;
    }
}
