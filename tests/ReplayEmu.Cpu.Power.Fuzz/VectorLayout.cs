namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>
/// Where a processor state is within a vector, in bytes. All are numbers of 8 bytes in the byte order of the guest; a vector-scalar register is
/// its doubleword 0 and then 1.
/// </summary>
internal static class VectorLayout
{
    public const int Gpr = 0;
    public const int Cr = 256;
    public const int Xer = 264;
    public const int Lr = 272;
    public const int Ctr = 280;
    public const int Fpscr = 288;

    /// <summary>A quadword as a vector register has it: the register is its last word.</summary>
    public const int Vscr = 304;
    public const int Vsr = 320;
    public const int Memory = 1344;
    public const int MemorySize = 256;

    /// <summary>Address of the code, for the guest program only.</summary>
    public const int Code = 1600;

    /// <summary>1 after a taken branch.</summary>
    public const int Path = 1608;
    public const int Size = 1616;

    /// <summary>Bytes that are compared.</summary>
    public const int Compared = Code;

    /// <summary>Instructions of a case: the one tested, and where a branch goes.</summary>
    public const int CodeSize = 12;

    public const uint CodeBase = 0x10100000;
    public const uint VectorBase = 0x20000000;
    public const uint MemoryBase = 0x30000000;

    /// <summary>The register that the guest program keeps the vector's address in; no case may use it.</summary>
    public const int Reserved = 31;
}
