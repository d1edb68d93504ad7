namespace ReplayEmu.Cpu.X86.Model;

/// <summary>What CPUID gives where guests look for a hypervisor.</summary>
public enum HypervisorLeaves : byte
{
    /// <summary>No such leaves: the highest basic one.</summary>
    None,

    /// <summary>Zeros.</summary>
    Empty,

    /// <summary>The name of QEMU's interpreter.</summary>
    Tcg,
}
