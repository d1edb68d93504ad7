namespace ReplayEmu.Gdb.Agent;

/// <summary>What an agent expression can look at.</summary>
internal interface IAgentTarget
{
    /// <summary>A register of at most 64 bits by gdb's number; false when there is none.</summary>
    bool TryRegister(int number, out ulong value);

    /// <summary>1, 2, 4 or 8 bytes of memory as a number; false when they are not RAM or ROM.</summary>
    bool TryMemory(ulong address, int size, out ulong value);
}
