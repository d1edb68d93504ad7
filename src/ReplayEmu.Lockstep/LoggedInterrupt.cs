using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Lockstep;

/// <summary>Gives the vector that the log has, in place of the machine's interrupt controller.</summary>
internal sealed class LoggedInterrupt(byte vector) : IInterruptAcknowledge
{
    public byte AcknowledgeInterrupt() => vector;
}
