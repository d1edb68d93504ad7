using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>State of the power management function beside its configuration space.</summary>
[StateStruct("piix4-pm")]
public unsafe partial struct Piix4PmState
{
    /// <summary>SMBus registers: status, (reserved), control, command, address, data 0, data 1, (block data).</summary>
    public fixed byte Smbus[8];
}
