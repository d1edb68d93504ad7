namespace ReplayEmu.Machine.Interrupts;

/// <summary>Something with numbered inputs: an interrupt controller, a CPU's pins, the A20 gate.</summary>
public interface IIrqSink
{
    /// <param name="input">Number of the input at this sink.</param>
    /// <param name="level">True is asserted.</param>
    void SetInput(int input, bool level);
}

/// <summary>The CPU's side of an interrupt controller.</summary>
public interface IInterruptAcknowledge
{
    /// <summary>The CPU takes the pending interrupt and gets its vector, 0 to 255 (INTA cycle).</summary>
    byte AcknowledgeInterrupt();
}
