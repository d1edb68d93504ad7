using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.IoApic;

/// <summary>State of the I/O APIC.</summary>
[StateStruct("ioapic")]
public unsafe partial struct IoApicState
{
    /// <summary>Redirection table.</summary>
    public fixed ulong Entries[24];

    /// <summary>Inputs that request: level-triggered ones follow their wire, edges stay until they are sent.</summary>
    public uint Requests;

    /// <summary>Register select, the number that the window shows.</summary>
    public byte Select;

    /// <summary>APIC number, 4 bits.</summary>
    public byte Id;
    public ushort Reserved;
}
