using ReplayEmu.Machine.Cpu.Engine;

namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>One set of translations: in the arena, and the host pages that they lead to.</summary>
internal unsafe struct TranslationSet
{
    /// <summary>In a physical word: the page may be written, and its change bit is set.</summary>
    public const ulong MayWrite = 1;

    /// <summary>In a physical word: the page may be read.</summary>
    public const ulong MayRead = 2;

    /// <summary>Null in real mode, where nothing is translated.</summary>
    public ulong* Tag;
    public ulong* Physical;
    public HostTlb Host;

    /// <summary>Accesses are those of problem state.</summary>
    public bool IsUser;

    public readonly void FlushPage(ulong address)
    {
        if (Tag != null)
        {
            Tag[HostTlb.IndexOf(address)] = 0;
        }

        Host.ForgetPage(address);
    }
}

/// <summary>What a page is accessed for.</summary>
internal enum AccessKind : byte
{
    Read,
    Write,
    Fetch,
}
