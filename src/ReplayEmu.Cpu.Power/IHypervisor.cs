namespace ReplayEmu.Cpu.Power;

/// <summary>What is behind <c>sc 1</c>: the machine, which plays the hypervisor.</summary>
public interface IHypervisor
{
    /// <summary>
    /// Serves the call in <c>State->Gpr</c>: number in r3, arguments from r4 on, result to r3, further results from r4 on. NIP is that of
    /// the next instruction.
    /// </summary>
    void Hypercall(PowerCpu cpu);
}
