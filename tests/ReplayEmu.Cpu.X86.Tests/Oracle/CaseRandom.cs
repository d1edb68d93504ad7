namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Deterministic numbers (SplitMix64), with a liking for the values at which arithmetic goes wrong.</summary>
internal sealed class CaseRandom(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9e3779b97f4a7c15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// <summary>0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public bool OneIn(int n) => Below(n) == 0;

    /// <summary>A 32-bit operand: random, small, or at a boundary of 8, 16 or 32 bits.</summary>
    public uint Operand()
    {
        var value = (uint)Next();
        return Below(8) switch
        {
            0 => 0,
            1 => uint.MaxValue,
            2 => value & 0x1f,
            3 => (uint)(1UL << Below(32)),
            4 => (uint)((1UL << Below(32)) - 1),
            5 => ~(uint)(1UL << Below(32)),
            _ => value,
        };
    }

    /// <summary>The same of 64 bits.</summary>
    public ulong Operand64()
    {
        var value = Next();
        return Below(9) switch
        {
            0 => 0,
            1 => ulong.MaxValue,
            2 => value & 0x3f,
            3 => 1UL << Below(64),
            4 => (1UL << Below(64)) - 1,
            5 => ~(1UL << Below(64)),
            6 => (ulong)(int)Operand(),
            _ => value,
        };
    }
}
