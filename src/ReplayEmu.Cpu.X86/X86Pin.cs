namespace ReplayEmu.Cpu.X86;

/// <summary>Input pins of the CPU; a true level is asserted.</summary>
public enum X86Pin
{
    Intr = 0,
    Nmi = 1,
    Smi = 2,
    Init = 3,

    /// <summary>True passes address line 20 (the power-on state).</summary>
    A20 = 4,

    /// <summary>IGNNE#: with CR0.NE clear, x87 instructions go on in spite of a pending exception.</summary>
    IgnoreNumericError = 5,
}
