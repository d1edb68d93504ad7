using ReplayEmu.Lockstep.Registers;

namespace ReplayEmu.Lockstep.Reference;

/// <summary>What another emulator did, instruction by instruction.</summary>
public interface IReferenceLog
{
    /// <summary>Reads the state before the next instruction; false at the end.</summary>
    /// <param name="state">Filled; registers that the log does not have keep their values.</param>
    /// <param name="interrupt">Vector of the external interrupt that was taken right before it, or -1.</param>
    bool TryRead(RegisterImage state, out int interrupt);
}
