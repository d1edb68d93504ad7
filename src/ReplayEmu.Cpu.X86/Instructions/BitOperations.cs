namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>What BT, BTS, BTR and BTC do to a word.</summary>
internal interface IBitOperation
{
    /// <summary>False when the bit is only looked at.</summary>
    static abstract bool Stores { get; }

    static abstract ulong Apply(ulong value, ulong bit);
}

internal readonly struct TestBit : IBitOperation
{
    public static bool Stores => false;

    public static ulong Apply(ulong value, ulong bit) => value;
}

internal readonly struct SetBit : IBitOperation
{
    public static bool Stores => true;

    public static ulong Apply(ulong value, ulong bit) => value | bit;
}

internal readonly struct ResetBit : IBitOperation
{
    public static bool Stores => true;

    public static ulong Apply(ulong value, ulong bit) => value & ~bit;
}

internal readonly struct ComplementBit : IBitOperation
{
    public static bool Stores => true;

    public static ulong Apply(ulong value, ulong bit) => value ^ bit;
}
