using System;
using System.Buffers.Binary;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage;

/// <summary>
/// Bus master of one IDE channel (Intel "Programming Interface for Bus Master IDE Controller" 1.0): command at 0, status at 2,
/// descriptor table at 4 of its 8 bytes. The table is a list of (address, byte count) pairs, the last marked; it is at most
/// 64 KiB long, so that a guest cannot make it endless.
/// </summary>
internal sealed unsafe class BusMaster : IAtaDma
{
    private const byte Start = 0x01;
    private const byte ToMemory = 0x08;
    private const byte Active = 0x01;
    private const byte Error = 0x02;
    private const byte Interrupt = 0x04;
    private const byte SoftwareBits = 0x60;
    private const int MaximumEntries = 8192;
    private readonly BusMasterState* state;
    private readonly AtaChannel channel;
    private readonly DmaChannel dma;

    public BusMaster(VirtualMachine machine, AtaChannel channel, DmaChannel dma)
    {
        state = machine.Arena.Add<BusMasterState>($"{channel.Name}.busmaster");
        this.channel = channel;
        this.dma = dma;
        channel.Dma = this;
    }

    public void Reset() => *state = default;

    public byte Read(int offset) =>
        offset switch
        {
            0 => state->Command,
            2 => state->Status,
            >= 4 => (byte)(state->Table >> (8 * (offset - 4))),
            _ => 0xff,
        };

    public void Write(int offset, byte value)
    {
        switch (offset)
        {
            case 0:
                WriteCommand(value);
                break;
            case 2:
                // Active is read-only, error and interrupt are cleared by ones.
                state->Status = (byte)(
                    (value & SoftwareBits) | (state->Status & Active) | (state->Status & ~value & (Error | Interrupt))
                );
                break;
            case >= 4:
                var shift = 8 * (offset - 4);
                state->Table = ((state->Table & ~(0xffu << shift)) | ((uint)value << shift)) & ~3u;
                break;
        }
    }

    public void InterruptRaised() => state->Status |= Interrupt;

    public void DriveReady()
    {
        if (
            (state->Status & Active) == 0
            || channel.Selected is not { State: var registers } drive
            || registers->DmaWaiting == 0
        )
        {
            return;
        }

        var complete = drive.DmaWritesDisk == ((state->Command & ToMemory) == 0) && Move(drive);
        state->Status &= unchecked((byte)~Active);
        if (!complete)
        {
            state->Status |= Error;
        }

        drive.EndDma(complete);
    }

    private void WriteCommand(byte value)
    {
        var wasStarted = (state->Command & Start) != 0;
        state->Command = (byte)(value & (Start | ToMemory));
        if ((value & Start) == 0)
        {
            state->Status &= unchecked((byte)~Active);
        }
        else if (!wasStarted)
        {
            state->Status |= Active;
            DriveReady();
        }
    }

    /// <summary>Moves all sectors of the drive's command along the table; false when the table ends first.</summary>
    private bool Move(AtaDrive drive)
    {
        Span<byte> sector = stackalloc byte[RawDisk.SectorSize];
        Span<byte> entry = stackalloc byte[8];
        var table = (ulong)state->Table;
        ulong address = 0;
        var room = 0;
        var last = false;
        var entries = 0;
        while (drive.State->SectorsLeft != 0)
        {
            if (!drive.DmaWritesDisk)
            {
                drive.Disk.Read((long)drive.State->NextSector, sector);
            }

            var done = 0;
            while (done < sector.Length)
            {
                if (room == 0)
                {
                    if (last || entries++ == MaximumEntries)
                    {
                        return false;
                    }

                    dma.Read(table, entry);
                    table += 8;
                    address = BinaryPrimitives.ReadUInt32LittleEndian(entry) & ~1u;
                    room = BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]) & 0xfffe;
                    room = room == 0 ? 0x10000 : room;
                    last = (entry[7] & 0x80) != 0;
                }

                var length = Math.Min(room, sector.Length - done);
                var part = sector.Slice(done, length);
                if (drive.DmaWritesDisk)
                {
                    dma.Read(address, part);
                }
                else
                {
                    dma.Write(address, part);
                }

                done += length;
                address += (ulong)length;
                room -= length;
            }

            if (drive.DmaWritesDisk)
            {
                drive.Disk.Write((long)drive.State->NextSector, sector);
            }

            drive.Advance(1);
        }

        return true;
    }
}
