using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Port92;

/// <summary>System control port A.</summary>
[StateStruct("port92")]
public partial struct Port92State
{
    /// <summary>As written. Bit 0 fast reset, bit 1 A20; the others are stored without effect (lamps, security lock).</summary>
    public byte Value;
}
