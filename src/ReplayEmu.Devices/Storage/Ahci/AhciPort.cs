using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage.Ahci;

/// <summary>
/// One port of an AHCI controller with its drive, if there is one: takes commands from the guest's list and answers with frame
/// information structures (FIS) in the guest's memory. As transfers take no guest time, a command is done when the write that issued
/// it returns.
/// </summary>
internal sealed unsafe class AhciPort : IAtaHost
{
    private const byte HostToDevice = 0x27;
    private const byte IsCommand = 0x80;
    private const byte SoftwareReset = 0x04;
    private const byte ReadQueued = 0x60;
    private const byte WriteQueued = 0x61;
    private const byte Good = AtaRegister.StatusReady | AtaRegister.StatusSeekDone;

    /// <summary>What QEMU's drive shows after a reset.</summary>
    private const byte AfterReset = AtaRegister.StatusSeekDone | 0x20;

    private readonly AhciPortState* state;
    private readonly DmaChannel dma;
    private readonly Action interruptChanged;

    /// <summary>The command that the drive runs, for the length of <see cref="Issue"/>.</summary>
    private ulong header;

    public AhciPort(AhciPortState* state, DmaChannel dma, Action interruptChanged)
    {
        this.state = state;
        this.dma = dma;
        this.interruptChanged = interruptChanged;
    }

    public AtaDrive? Drive { get; private set; }

    /// <summary>An enabled interrupt is pending.</summary>
    public bool IsInterrupting => (state->Interrupts & state->InterruptEnable) != 0;

    byte IAtaHost.Device => state->Device;

    public AtaDrive Attach(RawDisk disk, string serial) =>
        Drive = new AtaDrive(this, &state->Drive, disk, serial) { QueueDepth = AhciController.CommandSlots };

    /// <summary>Power-on or reset of the controller.</summary>
    public void Reset()
    {
        *state = default;
        Drive?.PowerOn();
        state->Command = AhciRegister.CommandSpinUp | AhciRegister.CommandPowerOn;
        ResetDrive();
    }

    public uint Read(int register) =>
        register switch
        {
            AhciRegister.CommandList => (uint)state->CommandList,
            AhciRegister.CommandListHigh => (uint)(state->CommandList >> 32),
            AhciRegister.ReceivedFis => (uint)state->ReceivedFis,
            AhciRegister.ReceivedFisHigh => (uint)(state->ReceivedFis >> 32),
            AhciRegister.PortInterrupts => state->Interrupts,
            AhciRegister.PortInterruptEnable => state->InterruptEnable,
            AhciRegister.Command => state->Command,
            AhciRegister.TaskFile => state->TaskFile,
            AhciRegister.Signature => state->Signature,
            AhciRegister.SataStatus => Drive is null ? 0 : AhciRegister.DevicePresent,
            AhciRegister.SataControl => state->SataControl,
            AhciRegister.SataError => state->SataError,
            AhciRegister.SataActive => state->SataActive,
            AhciRegister.CommandIssue => state->CommandIssue,
            _ => 0,
        };

    public void Write(int register, uint value)
    {
        switch (register)
        {
            case AhciRegister.CommandList:
                state->CommandList = (state->CommandList & ~0xffff_fffful) | (value & ~0x3ffu);
                break;
            case AhciRegister.CommandListHigh:
                state->CommandList = (uint)state->CommandList | ((ulong)value << 32);
                break;
            case AhciRegister.ReceivedFis:
                state->ReceivedFis = (state->ReceivedFis & ~0xffff_fffful) | (value & ~0xffu);
                break;
            case AhciRegister.ReceivedFisHigh:
                state->ReceivedFis = (uint)state->ReceivedFis | ((ulong)value << 32);
                break;
            case AhciRegister.PortInterrupts:
                state->Interrupts &= ~value;
                interruptChanged();
                break;
            case AhciRegister.PortInterruptEnable:
                state->InterruptEnable = value & AhciRegister.InterruptEnables;
                interruptChanged();
                break;
            case AhciRegister.Command:
                WriteCommand(value);
                break;
            case AhciRegister.SataControl:
                // Releasing DET from 1 is the end of a COMRESET.
                var wasResetting = (state->SataControl & 15) == 1;
                state->SataControl = value;
                if (wasResetting && (value & 15) == 0)
                {
                    ResetDrive();
                }

                break;
            case AhciRegister.SataError:
                state->SataError &= ~value;
                break;
            case AhciRegister.SataActive:
                state->SataActive |= value;
                break;
            case AhciRegister.CommandIssue:
                state->CommandIssue |= value;
                RunIssued();
                break;
        }
    }

    /// <summary>The end of a command is told by a FIS, not by INTRQ.</summary>
    void IAtaHost.RaiseInterrupt() { }

    void IAtaHost.RunDma()
    {
        var drive = Drive!;
        var command = new AhciCommand(dma, header);
        drive.EndDma(Move(ref command, drive));
        command.StoreMoved();
    }

    private void WriteCommand(uint value)
    {
        var command =
            (state->Command & AhciRegister.CommandReadOnly)
            | (value & ~(AhciRegister.CommandReadOnly | AhciRegister.CommandInterfaceControl));
        if ((command & AhciRegister.CommandListOverride) != 0)
        {
            state->TaskFile &= ~(uint)(AtaRegister.StatusBusy | AtaRegister.StatusDataRequest);
            command &= ~AhciRegister.CommandListOverride;
        }

        command = Follow(command, AhciRegister.CommandStart, AhciRegister.CommandListRunning);
        state->Command = Follow(command, AhciRegister.CommandFisReceive, AhciRegister.CommandFisRunning);
        SendSignature();
        RunIssued();
    }

    /// <summary>An engine runs as soon as software starts it.</summary>
    private static uint Follow(uint command, uint start, uint running) =>
        (command & start) != 0 ? command | running : command & ~running;

    /// <summary>COMRESET, or a software reset: the drive shows its signature.</summary>
    private void ResetDrive()
    {
        state->SataError = 0;
        state->SataActive = 0;
        state->TaskFile = 0x7f;
        state->Signature = uint.MaxValue;
        state->IsReady = 0;
        state->IsResetting = 0;
        if (Drive is not null)
        {
            Drive.ShowSignature();
            state->Drive.Status = AfterReset;
            SendSignature();
        }
    }

    /// <summary>The first register FIS of the drive, as soon as the guest can receive it.</summary>
    private void SendSignature()
    {
        if (Drive is null || state->IsReady != 0 || (state->Command & AhciRegister.CommandFisRunning) == 0)
        {
            return;
        }

        state->IsReady = 1;
        state->Signature =
            ((uint)(byte)state->Drive.LbaHigh << 24)
            | ((uint)(byte)state->Drive.LbaMid << 16)
            | ((uint)(byte)state->Drive.LbaLow << 8)
            | (byte)state->Drive.SectorCount;
        SendRegisters();
    }

    private void RunIssued()
    {
        for (var slot = 0; slot < 32 && (state->Command & AhciRegister.CommandStart) != 0; slot++)
        {
            if ((state->CommandIssue & (1u << slot)) != 0 && Issue(slot))
            {
                state->CommandIssue &= ~(1u << slot);
            }
        }
    }

    /// <summary>Runs a command to its end; false when it stays in the list: there is no drive.</summary>
    private bool Issue(int slot)
    {
        if (Drive is not { } drive)
        {
            return false;
        }

        header = state->CommandList + ((ulong)slot * 32);
        var command = new AhciCommand(dma, header);
        Span<byte> fis = stackalloc byte[AhciCommand.FisSize];
        command.ReadFis(fis);
        // Only register FISes to the device itself, not to one behind a port multiplier.
        if (fis[0] != HostToDevice || (fis[1] & 0x7f) != 0)
        {
            return true;
        }

        if ((fis[1] & IsCommand) == 0)
        {
            WriteControl(fis[15]);
        }
        else if (fis[2] is ReadQueued or WriteQueued)
        {
            RunQueued(drive, ref command, fis);
        }
        else
        {
            Run(drive, fis);
        }

        return true;
    }

    /// <summary>Device control: SRST set and then cleared resets the drive.</summary>
    private void WriteControl(byte control)
    {
        if ((control & SoftwareReset) != 0)
        {
            state->IsResetting = 1;
        }
        else if (state->IsResetting != 0)
        {
            ResetDrive();
        }
    }

    private void Run(AtaDrive drive, ReadOnlySpan<byte> fis)
    {
        state->Drive.Features = fis[3];
        state->Drive.LbaLow = (ushort)(fis[4] | (fis[8] << 8));
        state->Drive.LbaMid = (ushort)(fis[5] | (fis[9] << 8));
        state->Drive.LbaHigh = (ushort)(fis[6] | (fis[10] << 8));
        state->Device = fis[7];
        state->Drive.SectorCount = BinaryPrimitives.ReadUInt16LittleEndian(fis[12..]);
        drive.Execute(fis[2]);
        if ((state->Drive.Status & AtaRegister.StatusDataRequest) == 0)
        {
            SendRegisters();
            return;
        }

        var isRead = !drive.PioWritesDisk;
        var command = new AhciCommand(dma, header);
        var complete = isRead ? PioToGuest(drive, ref command) : PioFromGuest(drive, ref command);
        command.StoreMoved();
        if (!complete)
        {
            drive.EndDma(complete: false);
            Raise(AhciRegister.InterruptOverflow);
            SendRegisters();
        }
        else if (isRead)
        {
            SendPioSetup(command.Moved);
        }
        else
        {
            SendRegisters();
        }
    }

    private bool PioToGuest(AtaDrive drive, ref AhciCommand command)
    {
        Span<byte> sector = stackalloc byte[RawDisk.SectorSize];
        while ((state->Drive.Status & AtaRegister.StatusDataRequest) != 0)
        {
            for (var i = 0; i < sector.Length; i += 2)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(sector[i..], (ushort)drive.ReadData(2));
            }

            if (!command.ToGuest(sector))
            {
                return false;
            }
        }

        return true;
    }

    private bool PioFromGuest(AtaDrive drive, ref AhciCommand command)
    {
        Span<byte> sector = stackalloc byte[RawDisk.SectorSize];
        while ((state->Drive.Status & AtaRegister.StatusDataRequest) != 0)
        {
            if (!command.FromGuest(sector))
            {
                return false;
            }

            for (var i = 0; i < sector.Length; i += 2)
            {
                drive.WriteData(2, BinaryPrimitives.ReadUInt16LittleEndian(sector[i..]));
            }
        }

        return true;
    }

    /// <summary>READ and WRITE FPDMA QUEUED: done at once, told by a set-device-bits FIS.</summary>
    private void RunQueued(AtaDrive drive, ref AhciCommand command, scoped ReadOnlySpan<byte> fis)
    {
        var tag = 1u << (fis[12] >> 3);
        var count = (uint)(fis[3] | (fis[11] << 8));
        count = count == 0 ? 65536 : count;
        var sector =
            fis[4]
            | ((ulong)fis[5] << 8)
            | ((ulong)fis[6] << 16)
            | ((ulong)fis[8] << 24)
            | ((ulong)fis[9] << 32)
            | ((ulong)fis[10] << 40);
        if (!drive.StartQueued(sector, count, writesDisk: fis[2] == WriteQueued) || !Move(ref command, drive))
        {
            state->Drive.Status = AtaRegister.StatusReady | AtaRegister.StatusError;
            state->Drive.Error = AtaRegister.ErrorAborted;
            SendSetDeviceBits(finished: 0);
            Raise(AhciRegister.InterruptTaskFileError);
            return;
        }

        state->Drive.Status = Good;
        state->Drive.Error = 0;
        SendSetDeviceBits(tag);
    }

    /// <summary>Moves all sectors of the drive's command; false when the guest's regions end first.</summary>
    private static bool Move(ref AhciCommand command, AtaDrive drive)
    {
        Span<byte> buffer = stackalloc byte[AtaDrive.BufferSize];
        while (drive.State->SectorsLeft != 0)
        {
            var sectors = Math.Min(drive.State->SectorsLeft, AtaDrive.BufferSize / RawDisk.SectorSize);
            var data = buffer[..(int)(sectors * RawDisk.SectorSize)];
            var first = (long)drive.State->NextSector;
            if (drive.DmaWritesDisk)
            {
                if (!command.FromGuest(data))
                {
                    return false;
                }

                drive.Disk.Write(first, data);
            }
            else
            {
                drive.Disk.Read(first, data);
                if (!command.ToGuest(data))
                {
                    return false;
                }
            }

            drive.Advance(sectors);
        }

        return true;
    }

    private void SendRegisters()
    {
        Span<byte> fis = stackalloc byte[AhciCommand.FisSize];
        FillRegisters(fis, 0x34);
        Send(0x40, fis);
        ShowTaskFile();
        Raise(AhciRegister.InterruptDeviceToHost);
    }

    private void SendPioSetup(uint length)
    {
        Span<byte> fis = stackalloc byte[AhciCommand.FisSize];
        FillRegisters(fis, 0x5f);
        // The status at the end of the transfer, and the length of it.
        fis[15] = state->Drive.Status;
        BinaryPrimitives.WriteUInt16LittleEndian(fis[16..], (ushort)length);
        Send(0x20, fis);
        ShowTaskFile();
        Raise(AhciRegister.InterruptPioSetup);
    }

    private void SendSetDeviceBits(uint finished)
    {
        Span<byte> fis = stackalloc byte[8];
        fis[0] = 0xa1;
        fis[1] = 0x40;
        fis[2] = (byte)(state->Drive.Status & 0x77);
        fis[3] = state->Drive.Error;
        BinaryPrimitives.WriteUInt32LittleEndian(fis[4..], finished);
        Send(0x58, fis);
        state->TaskFile = (state->TaskFile & 0x88) | fis[2] | ((uint)fis[3] << 8);
        state->SataActive &= ~finished;
        Raise(AhciRegister.InterruptSetDeviceBits);
    }

    private void FillRegisters(Span<byte> fis, byte type)
    {
        var drive = &state->Drive;
        fis.Clear();
        fis[0] = type;
        fis[1] = 0x40;
        fis[2] = drive->Status;
        fis[3] = drive->Error;
        fis[4] = (byte)drive->LbaLow;
        fis[5] = (byte)drive->LbaMid;
        fis[6] = (byte)drive->LbaHigh;
        fis[7] = state->Device;
        fis[8] = (byte)(drive->LbaLow >> 8);
        fis[9] = (byte)(drive->LbaMid >> 8);
        fis[10] = (byte)(drive->LbaHigh >> 8);
        BinaryPrimitives.WriteUInt16LittleEndian(fis[12..], drive->SectorCount);
    }

    private void Send(uint place, ReadOnlySpan<byte> fis)
    {
        if ((state->Command & AhciRegister.CommandFisRunning) != 0)
        {
            dma.Write(state->ReceivedFis + place, fis);
        }
    }

    private void ShowTaskFile()
    {
        state->TaskFile = state->Drive.Status | ((uint)state->Drive.Error << 8);
        if ((state->Drive.Status & AtaRegister.StatusError) != 0)
        {
            Raise(AhciRegister.InterruptTaskFileError);
        }
    }

    private void Raise(uint interrupt)
    {
        state->Interrupts |= interrupt;
        interruptChanged();
    }
}
