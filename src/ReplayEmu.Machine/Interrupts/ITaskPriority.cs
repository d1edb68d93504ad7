namespace ReplayEmu.Machine.Interrupts;

/// <summary>The task priority of a CPU's interrupt controller, which the CPU may know as a register of its own.</summary>
public interface ITaskPriority
{
    /// <summary>Interrupts of this priority (vector bits 7:4) and below wait; 0 to 255, the class in bits 7:4.</summary>
    byte TaskPriority { get; set; }
}
