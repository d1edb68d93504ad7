using System;

namespace ReplayEmu.Devices.Storage;

/// <summary>
/// An ATA hard disk: what its commands do. Transfers take no guest time: a command's data is there when the command register has
/// been written. Registers are its host's business.
/// </summary>
public sealed unsafe class AtaDrive
{
    public const int BufferSize = 16 * RawDisk.SectorSize;

    /// <summary>Sectors a block of READ MULTIPLE at most.</summary>
    internal const int MaximumMultiple = 16;

    private const byte Idle = AtaRegister.StatusReady | AtaRegister.StatusSeekDone;
    private readonly IAtaHost host;
    private readonly AtaDriveState* state;

    internal AtaDrive(IAtaHost host, AtaDriveState* state, RawDisk disk, string serial)
    {
        this.host = host;
        this.state = state;
        Disk = disk;
        Serial = serial;
        Geometry = AtaGeometry.Of(disk.Sectors);
    }

    public RawDisk Disk { get; }

    /// <summary>At most 20 ASCII characters.</summary>
    public string Serial { get; }

    /// <summary>Firmware revision; set while the machine is built.</summary>
    public string Version { get; set; } = AtaProperties.Version.Default;

    /// <summary>Commands that a SATA host queues, 0 for an IDE channel: IDENTIFY tells.</summary>
    internal int QueueDepth { get; init; }

    public AtaGeometry Geometry { get; }

    internal AtaDriveState* State => state;

    /// <summary>The DMA command at hand writes the disk.</summary>
    internal bool DmaWritesDisk =>
        (AtaCommand)state->Command is AtaCommand.WriteDma or AtaCommand.WriteDmaNoRetry or AtaCommand.WriteDmaExt;

    /// <summary>The command at hand takes data through the data register.</summary>
    internal bool PioWritesDisk =>
        (AtaCommand)state->Command
            is AtaCommand.WriteSectors
                or AtaCommand.WriteSectorsNoRetry
                or AtaCommand.WriteSectorsExt
                or AtaCommand.WriteMultiple
                or AtaCommand.WriteMultipleExt;

    private Span<byte> Buffer => state->Buffer;

    /// <summary>Power-on, SRST or diagnostic: the signature of an ATA drive.</summary>
    internal void ShowSignature()
    {
        state->SectorCount = 1;
        state->LbaLow = 1;
        state->LbaMid = 0;
        state->LbaHigh = 0;
        state->Error = AtaRegister.DiagnosticPassed;
        state->Status = Idle;
        StopTransfer();
    }

    internal void PowerOn()
    {
        *state = default;
        state->MultipleSectors = MaximumMultiple;
        // Ultra DMA 5, as QEMU's drive starts with.
        state->TransferMode = 0x45;
        ShowSignature();
    }

    internal void Execute(byte code)
    {
        state->Command = code;
        state->Status = Idle;
        state->Error = 0;
        StopTransfer();
        switch ((AtaCommand)code)
        {
            case AtaCommand.ReadSectors or AtaCommand.ReadSectorsNoRetry or AtaCommand.ReadMultiple:
                StartRead(Start(isExtended: false));
                break;
            case AtaCommand.ReadSectorsExt or AtaCommand.ReadMultipleExt:
                StartRead(Start(isExtended: true));
                break;
            case AtaCommand.WriteSectors or AtaCommand.WriteSectorsNoRetry or AtaCommand.WriteMultiple:
                StartWrite(Start(isExtended: false));
                break;
            case AtaCommand.WriteSectorsExt or AtaCommand.WriteMultipleExt:
                StartWrite(Start(isExtended: true));
                break;
            case AtaCommand.ReadDma or AtaCommand.ReadDmaNoRetry or AtaCommand.WriteDma or AtaCommand.WriteDmaNoRetry:
                StartDma(Start(isExtended: false));
                break;
            case AtaCommand.ReadDmaExt or AtaCommand.WriteDmaExt:
                StartDma(Start(isExtended: true));
                break;
            case AtaCommand.VerifySectors or AtaCommand.VerifySectorsNoRetry:
                Finish(Start(isExtended: false));
                break;
            case AtaCommand.VerifySectorsExt:
                Finish(Start(isExtended: true));
                break;
            default:
                ExecuteControl((AtaCommand)code);
                break;
        }
    }

    /// <summary>The guest reads the data register.</summary>
    internal uint ReadData(int size)
    {
        if (!IsTransferring(toHost: true))
        {
            return uint.MaxValue;
        }

        uint value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (uint)Buffer[(int)state->BufferPosition++] << (8 * i);
        }

        if (state->BufferPosition == state->BufferLength)
        {
            if (state->SectorsLeft != 0)
            {
                LoadBlock();
            }
            else
            {
                state->Status = Idle;
                StopTransfer();
            }
        }

        return value;
    }

    /// <summary>The guest writes the data register.</summary>
    internal void WriteData(int size, uint value)
    {
        if (!IsTransferring(toHost: false))
        {
            return;
        }

        for (var i = 0; i < size; i++)
        {
            Buffer[(int)state->BufferPosition++] = (byte)(value >> (8 * i));
        }

        if (state->BufferPosition == state->BufferLength)
        {
            Disk.Write((long)state->NextSector, Buffer[..(int)state->BufferLength]);
            Advance(state->BufferLength / RawDisk.SectorSize);
            if (state->SectorsLeft != 0)
            {
                AskForBlock();
            }
            else
            {
                state->Status = Idle;
                StopTransfer();
            }

            host.RaiseInterrupt();
        }
    }

    /// <summary>The bus master has moved all sectors, or gave up.</summary>
    internal void EndDma(bool complete)
    {
        state->DmaWaiting = 0;
        if (complete)
        {
            state->Status = Idle;
            host.RaiseInterrupt();
        }
        else
        {
            Abort();
        }
    }

    /// <summary>A queued command of a SATA host names its sectors; false when they do not exist.</summary>
    internal bool StartQueued(ulong sector, uint count, bool writesDisk)
    {
        StopTransfer();
        state->Command = (byte)(writesDisk ? AtaCommand.WriteDmaExt : AtaCommand.ReadDmaExt);
        state->NextSector = sector;
        state->SectorsLeft = count;
        return sector < (ulong)Disk.Sectors && count <= (ulong)Disk.Sectors - sector;
    }

    /// <summary>Sectors of a DMA command were moved.</summary>
    internal void Advance(uint sectors)
    {
        state->NextSector += sectors;
        state->SectorsLeft -= sectors;
        AtaAddress.Store(ref *state, host.Device, Geometry, state->NextSector, state->SectorsLeft);
    }

    private void ExecuteControl(AtaCommand command)
    {
        switch (command)
        {
            case AtaCommand.Identify:
                AtaIdentity.Fill(Buffer[..RawDisk.SectorSize], this, *state);
                OfferBuffer(RawDisk.SectorSize);
                break;
            case AtaCommand.SetFeatures:
                Finish(SetFeatures());
                break;
            case AtaCommand.SetMultiple:
                Finish(SetMultiple());
                break;
            case AtaCommand.ReadNativeMax:
                AtaAddress.StoreLba28(ref *state, (ulong)Math.Min(Disk.Sectors, 1 << 28) - 1);
                Finish(true);
                break;
            case AtaCommand.ReadNativeMaxExt:
                AtaAddress.StoreLba48(ref *state, (ulong)Disk.Sectors - 1);
                Finish(true);
                break;
            case AtaCommand.CheckPower or AtaCommand.CheckPowerOld:
                // Active or idle; a spun-down disk would be seen only here.
                state->SectorCount = 0xff;
                Finish(true);
                break;
            case >= AtaCommand.Recalibrate and <= (AtaCommand)0x1f:
            case AtaCommand.Seek:
            // The geometry stays what IDENTIFY says, as in QEMU.
            case AtaCommand.InitializeParameters:
            case AtaCommand.FlushCache or AtaCommand.FlushCacheExt:
            case >= AtaCommand.StandbyImmediate and <= AtaCommand.Idle or AtaCommand.Sleep:
            case >= AtaCommand.StandbyImmediateOld and <= AtaCommand.IdleOld or AtaCommand.SleepOld:
                Finish(true);
                break;
            default:
                Abort();
                break;
        }
    }

    /// <summary>Takes address and count from the registers; false when the sectors do not exist.</summary>
    private bool Start(bool isExtended)
    {
        state->NextSector = AtaAddress.Load(*state, host.Device, Geometry, isExtended);
        state->SectorsLeft = AtaAddress.LoadCount(*state, isExtended);
        return state->NextSector < (ulong)Disk.Sectors && state->SectorsLeft <= (ulong)Disk.Sectors - state->NextSector;
    }

    private void StartRead(bool valid)
    {
        if (valid)
        {
            LoadBlock();
        }
        else
        {
            Abort();
        }
    }

    private void StartWrite(bool valid)
    {
        if (valid)
        {
            AskForBlock();
        }
        else
        {
            Abort();
        }
    }

    private void StartDma(bool valid)
    {
        if (valid)
        {
            state->Status = Idle | AtaRegister.StatusDataRequest;
            state->DmaWaiting = 1;
            host.RunDma();
        }
        else
        {
            Abort();
        }
    }

    private void LoadBlock()
    {
        var sectors = BlockSectors();
        Disk.Read((long)state->NextSector, Buffer[..(int)(sectors * RawDisk.SectorSize)]);
        Advance(sectors);
        OfferBuffer(sectors * RawDisk.SectorSize);
    }

    private void OfferBuffer(uint length)
    {
        state->BufferPosition = 0;
        state->BufferLength = length;
        state->Status = Idle | AtaRegister.StatusDataRequest;
        host.RaiseInterrupt();
    }

    private void AskForBlock()
    {
        state->BufferPosition = 0;
        state->BufferLength = BlockSectors() * RawDisk.SectorSize;
        state->Status = Idle | AtaRegister.StatusDataRequest;
    }

    private uint BlockSectors()
    {
        var isMultiple =
            (AtaCommand)state->Command
            is AtaCommand.ReadMultiple
                or AtaCommand.ReadMultipleExt
                or AtaCommand.WriteMultiple
                or AtaCommand.WriteMultipleExt;
        return Math.Min(state->SectorsLeft, isMultiple ? Math.Max((uint)state->MultipleSectors, 1) : 1);
    }

    private bool SetFeatures()
    {
        switch (state->Features)
        {
            case 0x03:
                var mode = (byte)state->SectorCount;
                if ((mode & 0xf8) is not (0x00 or 0x08 or 0x10 or 0x20 or 0x40))
                {
                    return false;
                }

                state->TransferMode = mode;
                return true;
            // Write cache, look-ahead, reverting to power-on defaults, power management, acoustics: accepted without effect.
            case 0x02
            or 0x82
            or 0x55
            or 0xaa
            or 0x66
            or 0xcc
            or 0x05
            or 0x85
            or 0x42
            or 0xc2
            or 0x67
            or 0x96
            or 0x9a
            or 0x69:
                return true;
            default:
                return false;
        }
    }

    private bool SetMultiple()
    {
        var sectors = (byte)state->SectorCount;
        if (sectors > MaximumMultiple || (sectors & (sectors - 1)) != 0)
        {
            return false;
        }

        state->MultipleSectors = sectors;
        return true;
    }

    private bool IsTransferring(bool toHost)
    {
        return state->BufferPosition < state->BufferLength && PioWritesDisk != toHost;
    }

    private void Finish(bool succeeded)
    {
        if (succeeded)
        {
            state->Status = Idle;
            host.RaiseInterrupt();
        }
        else
        {
            Abort();
        }
    }

    private void Abort()
    {
        state->Status = AtaRegister.StatusReady | AtaRegister.StatusError;
        state->Error = AtaRegister.ErrorAborted;
        StopTransfer();
        host.RaiseInterrupt();
    }

    private void StopTransfer()
    {
        state->BufferPosition = 0;
        state->BufferLength = 0;
        state->SectorsLeft = 0;
        state->DmaWaiting = 0;
    }
}
