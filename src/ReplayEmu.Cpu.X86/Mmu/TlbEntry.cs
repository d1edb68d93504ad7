using System.Runtime.CompilerServices;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>
/// One entry of the host-side TLB, 32 bytes; the layout is fixed for engines that inline the hit: the access at
/// linear address a of n bytes hits when (unsigned) a - tag &lt;= 4096 - n, and its bytes are at Addend + a.
/// Holds only what <see cref="TlbState"/> holds too, so that clearing it is never visible to the guest.
/// </summary>
public struct TlbEntry
{
    /// <summary>No linear address is within a page of it.</summary>
    public const ulong Invalid = 1UL << 63;

    /// <summary>Number of entries of one set.</summary>
    public const int Count = 512;

    /// <summary>Linear page address, or <see cref="Invalid"/>.</summary>
    public ulong ReadTag;

    /// <summary>As <see cref="ReadTag"/>, for writes that need no bookkeeping.</summary>
    public ulong WriteTag;

    /// <summary>Host address minus linear address.</summary>
    public ulong Addend;

    /// <summary>As <see cref="WriteTag"/>, for a page that holds code: a write hits when it is not to decoded instructions.</summary>
    public ulong BesideCodeTag;

    /// <summary>An entry that never hits.</summary>
    public static TlbEntry Empty =>
        new()
        {
            ReadTag = Invalid,
            WriteTag = Invalid,
            BesideCodeTag = Invalid,
        };

    /// <summary>Where a linear address's page is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong IndexOf(ulong linear) => (linear >> 12) & (Count - 1);
}
