using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pci.Msix;

/// <summary>The vector table and the pending bits of a function's MSI-X capability.</summary>
[StateStruct("msix")]
public unsafe partial struct MsixState
{
    /// <summary>Four words a vector: message address low and high, message data, vector control (bit 0 masks).</summary>
    public fixed uint Table[4 * MsixTable.MaximumVectors];

    /// <summary>Bit n: vector n has a message that it may not send yet.</summary>
    public ulong Pending;
}
