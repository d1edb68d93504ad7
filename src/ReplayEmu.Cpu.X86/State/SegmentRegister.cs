namespace ReplayEmu.Cpu.X86.State;

/// <summary>A segment register with its hidden part; 64 bytes, so that an index becomes an address by a shift.</summary>
public struct SegmentRegister
{
    /// <summary>What is added to an offset: <see cref="DescriptorBase"/>, but in 64-bit mode 0 for ES CS SS DS.</summary>
    public ulong Base;

    /// <summary>
    /// An access of n bytes at offset a may be read without further checks when a + n &lt;= ReadSize. Limit + 1 for ordinary
    /// readable segments; 0 (always the slow way) for null, execute-only and expand-down ones.
    /// </summary>
    public ulong ReadSize;

    /// <summary>As <see cref="ReadSize"/>, for writing.</summary>
    public ulong WriteSize;

    /// <summary>Last valid offset, for expand-down segments the last invalid one; already scaled by G.</summary>
    public uint Limit;

    /// <summary>Bits 23:8 of the descriptor's high word at their places (type 11:8, S 12, DPL 14:13, P 15, AVL 20, L 21, D/B 22, G 23).</summary>
    public uint Attributes;
    public ushort Selector;
    public ushort Reserved0;
    public uint Reserved1;

    /// <summary>The base that was loaded, in all modes.</summary>
    public ulong DescriptorBase;
    public ulong Reserved3;
    public ulong Reserved4;
}

/// <summary>Numbers of segment registers, ES to GS as in instruction encodings.</summary>
public static class SegmentIndex
{
    public const int Es = 0;
    public const int Cs = 1;
    public const int Ss = 2;
    public const int Ds = 3;
    public const int Fs = 4;
    public const int Gs = 5;
    public const int Ldtr = 6;
    public const int Tr = 7;
}
