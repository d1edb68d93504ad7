using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine;

/// <summary>What the guest has asked of the machine as a whole; pending requests are state, so that a checkpoint keeps them.</summary>
[StateStruct("power")]
public partial struct PowerState
{
    /// <summary>What the guest left on exit, 0 for a plain power-off.</summary>
    public int ExitCode;

    /// <summary>1 from the moment the guest ended the run: nothing runs any more.</summary>
    public byte Off;

    /// <summary>1 between a reset request and the end of the instruction that made it.</summary>
    public byte ResetPending;

    public ushort Reserved;
}
