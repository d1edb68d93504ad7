using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Parallel;

/// <summary>Registers of a parallel port.</summary>
[StateStruct("parallel")]
public partial struct ParallelState
{
    public byte Data;
    public byte Status;
    public byte Control;

    /// <summary>1: an interrupt was asked for and the status not read since.</summary>
    public byte Pending;
    public uint Reserved0;
}
