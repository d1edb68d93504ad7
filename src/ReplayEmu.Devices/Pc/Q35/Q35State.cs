using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Q35;

/// <summary>State of the host bridge beside its configuration space.</summary>
[StateStruct("q35")]
public partial struct Q35State
{
    /// <summary>CONFADD, port 0xCF8: bit 31 enable, 23..16 bus, 15..11 device, 10..8 function, 7..2 register.</summary>
    public uint ConfigAddress;

    /// <summary>1 while a CPU is in system management mode.</summary>
    public byte SystemManagement;
    public byte Reserved0;
    public ushort Reserved1;
}
