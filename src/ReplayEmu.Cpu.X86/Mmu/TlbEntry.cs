namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>
/// One entry of the host-side TLB, 32 bytes; the layout is fixed for engines that inline the hit: the access at
/// linear address a of n bytes hits when (unsigned) a - tag &lt;= 4096 - n, and its bytes are at Addend + a.
/// Holds only what <c>TlbState</c> holds too, so that clearing it is never visible to the guest.
/// </summary>
internal struct TlbEntry
{
    /// <summary>No linear address is within a page of it.</summary>
    public const ulong Invalid = 1UL << 63;

    /// <summary>Number of entries of one set.</summary>
    public const int Count = 1024;

    /// <summary>Linear page address, or <see cref="Invalid"/>.</summary>
    public ulong ReadTag;

    /// <summary>As <see cref="ReadTag"/>, for writes that need no bookkeeping.</summary>
    public ulong WriteTag;

    /// <summary>Host address minus linear address.</summary>
    public ulong Addend;
    public ulong Reserved;
}
