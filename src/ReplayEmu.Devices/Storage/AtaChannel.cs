using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage;

/// <summary>Moves the sectors of DMA commands; the bus master of the IDE function.</summary>
internal interface IAtaDma
{
    /// <summary>A drive waits for DMA: move what it wants if the bus master is started.</summary>
    void DriveReady();

    /// <summary>The channel's interrupt was raised.</summary>
    void InterruptRaised();
}

/// <summary>
/// One IDE channel: the task file at its command ports, device control at its control port, one interrupt, up to two drives.
/// Registers of an absent drive read as 0, which is how software finds out.
/// </summary>
public sealed unsafe class AtaChannel : IBusDevice, IAtaHost
{
    private readonly AtaChannelState* state;
    private readonly IrqLine interrupt;
    private readonly AtaDrive?[] drives = new AtaDrive?[2];

    /// <param name="name"><c>ide0</c> or <c>ide1</c>.</param>
    /// <param name="commandPort">0x1F0 or 0x170.</param>
    /// <param name="controlPort">0x3F6 or 0x376.</param>
    /// <param name="source">Number of the IDE function in the machine's source table.</param>
    internal AtaChannel(
        VirtualMachine machine,
        string name,
        ulong commandPort,
        ulong controlPort,
        IrqLine interrupt,
        ushort source
    )
    {
        this.interrupt = interrupt;
        Name = name;
        state = machine.Arena.Add<AtaChannelState>(name);
        var command = new IoRegion($"{name} command", 8, this, AccessSizes.UpTo4) { Source = source };
        machine.Ports.Root.Map(commandPort, command);
        var control = new IoRegion($"{name} control", 1, new AtaControlPort(this), AccessSizes.Byte)
        {
            Source = source,
        };
        machine.Ports.Root.Map(controlPort, control);
    }

    public string Name { get; }

    /// <summary>Device/head register.</summary>
    byte IAtaHost.Device => state->Device;

    internal IAtaDma? Dma { get; set; }

    /// <summary>The selected drive, null when there is none.</summary>
    internal AtaDrive? Selected => drives[(state->Device & AtaRegister.DeviceSlave) != 0 ? 1 : 0];

    /// <summary>Connects a disk while the machine is built.</summary>
    /// <param name="position">0 master, 1 slave.</param>
    /// <exception cref="ConfigurationException">There is one already.</exception>
    public AtaDrive Attach(int position, RawDisk disk, string serial)
    {
        if (drives[position] is not null)
        {
            throw new ConfigurationException($"{Name}: there are two drives at position {position}");
        }

        var drive = new AtaDrive(this, StateOf(position), disk, serial);
        drives[position] = drive;
        return drive;
    }

    public ulong Read(ulong offset, int size)
    {
        if (offset == AtaRegister.Data)
        {
            return size == 1 ? 0xff : Selected?.ReadData(size) ?? ulong.MaxValue;
        }

        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (ulong)ReadRegister((int)offset + i) << (8 * i);
        }

        return value;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset == AtaRegister.Data)
        {
            // The data register takes words; a byte there is lost, as in QEMU.
            if (size > 1)
            {
                Selected?.WriteData(size, (uint)value);
            }

            return;
        }

        for (var i = 0; i < size; i++)
        {
            WriteRegister((int)offset + i, (byte)(value >> (8 * i)));
        }
    }

    internal void Reset()
    {
        // Also what was written to the registers of a drive that is not there.
        *state = default;
        state->Device = 0xa0;
        SetInterrupt(false);
        foreach (var drive in drives)
        {
            drive?.PowerOn();
        }
    }

    void IAtaHost.RaiseInterrupt() => RaiseInterrupt();

    private void RaiseInterrupt()
    {
        SetInterrupt(true);
        if ((state->Control & AtaRegister.ControlNoInterrupt) == 0)
        {
            Dma?.InterruptRaised();
        }
    }

    void IAtaHost.RunDma() => Dma?.DriveReady();

    /// <summary>Status without taking the interrupt.</summary>
    internal byte AlternateStatus => Selected is { } drive ? drive.State->Status : (byte)0;

    internal void WriteControl(byte value)
    {
        var before = state->Control;
        state->Control = value;
        if ((value & AtaRegister.ControlReset) != 0)
        {
            foreach (var drive in drives)
            {
                if (drive is not null)
                {
                    drive.ShowSignature();
                    drive.State->Status = AtaRegister.StatusBusy | AtaRegister.StatusSeekDone;
                }
            }
        }
        else if ((before & AtaRegister.ControlReset) != 0)
        {
            state->Device = (byte)(state->Device & ~AtaRegister.DeviceSlave);
            foreach (var drive in drives)
            {
                drive?.ShowSignature();
            }
        }

        UpdateInterrupt();
    }

    private AtaDriveState* StateOf(int position)
    {
        // The arena never moves, so the address of an element is good for the machine's life.
        fixed (AtaDriveState* drive = &((Span<AtaDriveState>)state->Drives)[position])
        {
            return drive;
        }
    }

    private byte ReadRegister(int register)
    {
        if (Selected is not { } drive)
        {
            return 0;
        }

        var registers = drive.State;
        var shift = (state->Control & AtaRegister.ControlHighOrder) != 0 ? 8 : 0;
        switch (register)
        {
            case AtaRegister.ErrorFeatures:
                return registers->Error;
            case AtaRegister.SectorCount:
                return (byte)(registers->SectorCount >> shift);
            case AtaRegister.LbaLow:
                return (byte)(registers->LbaLow >> shift);
            case AtaRegister.LbaMid:
                return (byte)(registers->LbaMid >> shift);
            case AtaRegister.LbaHigh:
                return (byte)(registers->LbaHigh >> shift);
            case AtaRegister.Device:
                return state->Device;
            case AtaRegister.StatusCommand:
                SetInterrupt(false);
                return registers->Status;
            default:
                return 0xff;
        }
    }

    private void WriteRegister(int register, byte value)
    {
        switch (register)
        {
            case AtaRegister.Device:
                state->Device = (byte)(value | 0xa0);
                break;
            case AtaRegister.StatusCommand:
                WriteCommand(value);
                break;
            case < AtaRegister.Device:
                // Both drives take every register, the selected one or not.
                for (var position = 0; position < 2; position++)
                {
                    WriteTaskFile(ref *StateOf(position), register, value);
                }

                // Any write to the task file ends the view of the previous values.
                state->Control &= unchecked((byte)~AtaRegister.ControlHighOrder);
                break;
        }
    }

    private static void WriteTaskFile(ref AtaDriveState drive, int register, byte value)
    {
        switch (register)
        {
            case AtaRegister.ErrorFeatures:
                drive.Features = value;
                break;
            case AtaRegister.SectorCount:
                drive.SectorCount = (ushort)((drive.SectorCount << 8) | value);
                break;
            case AtaRegister.LbaLow:
                drive.LbaLow = (ushort)((drive.LbaLow << 8) | value);
                break;
            case AtaRegister.LbaMid:
                drive.LbaMid = (ushort)((drive.LbaMid << 8) | value);
                break;
            case AtaRegister.LbaHigh:
                drive.LbaHigh = (ushort)((drive.LbaHigh << 8) | value);
                break;
        }
    }

    private void WriteCommand(byte value)
    {
        SetInterrupt(false);
        if ((AtaCommand)value == AtaCommand.ExecuteDiagnostic)
        {
            // The one command that goes to both drives; the master answers.
            state->Device = (byte)(state->Device & ~AtaRegister.DeviceSlave);
            foreach (var drive in drives)
            {
                drive?.ShowSignature();
            }

            if (Selected is not null)
            {
                RaiseInterrupt();
            }
        }
        else if (Selected is { } drive && (drive.State->Status & AtaRegister.StatusBusy) == 0)
        {
            drive.Execute(value);
        }
    }

    private void SetInterrupt(bool asserted)
    {
        state->Interrupt = asserted ? (byte)1 : (byte)0;
        UpdateInterrupt();
    }

    private void UpdateInterrupt() =>
        interrupt.Set(state->Interrupt != 0 && (state->Control & AtaRegister.ControlNoInterrupt) == 0);

    /// <summary>Device control when written, alternate status when read.</summary>
    private sealed class AtaControlPort(AtaChannel channel) : IBusDevice
    {
        public ulong Read(ulong offset, int size) => channel.AlternateStatus;

        public void Write(ulong offset, int size, ulong value) => channel.WriteControl((byte)value);
    }
}
