using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>State of the power management function beside its configuration space.</summary>
[StateStruct("piix4-pm")]
public unsafe partial struct Piix4PmState
{
    /// <summary>Tick of the PM timer at which its bit 23 changes and sets TMR_STS.</summary>
    public ulong TimerOverflow;

    /// <summary>PM1_STS.</summary>
    public ushort Status;

    /// <summary>PM1_EN.</summary>
    public ushort Enable;

    /// <summary>PM1_CNT.</summary>
    public ushort Control;

    /// <summary>GPE0_STS.</summary>
    public ushort GeneralStatus;

    /// <summary>GPE0_EN.</summary>
    public ushort GeneralEnable;

    /// <summary>APMC, port 0xB2.</summary>
    public byte ApmControl;

    /// <summary>APMS, port 0xB3.</summary>
    public byte ApmStatus;

    /// <summary>SMBus registers: status, (reserved), control, command, address, data 0, data 1, (block data).</summary>
    public fixed byte Smbus[8];

    public uint Reserved;
}
