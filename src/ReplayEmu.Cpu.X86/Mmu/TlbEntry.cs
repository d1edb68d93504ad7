using System.Runtime.CompilerServices;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>
/// One entry of the host-side TLB, 32 bytes; the layout is fixed for engines that inline the hit: the access at
/// linear address a of n bytes hits when (unsigned) a - tag &lt;= 4096 - n, and its bytes are at Addend + a.
/// Holds only what <see cref="TlbState"/> holds too, so that clearing it is never visible to the guest.
/// </summary>
public struct TlbEntry
{
    /// <summary>Number of entries of one set.</summary>
    public const int Count = 512;

    /// <summary>Linear page address, or <see cref="InvalidTag"/>.</summary>
    public ulong ReadTag;

    /// <summary>As <see cref="ReadTag"/>, for writes that need no bookkeeping.</summary>
    public ulong WriteTag;

    /// <summary>Host address minus linear address.</summary>
    public ulong Addend;

    /// <summary>As <see cref="WriteTag"/>, for a page that holds code: a write hits when it is not to decoded instructions.</summary>
    public ulong BesideCodeTag;

    /// <summary>
    /// A tag with which an entry never hits: a page that another entry would hold. Being no canonical address does not help, for
    /// handlers look before anything has checked that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong InvalidTag(ulong index) => (index ^ 1) << 12;

    /// <summary>An entry that never hits at an index.</summary>
    public static TlbEntry Empty(ulong index) =>
        new()
        {
            ReadTag = InvalidTag(index),
            WriteTag = InvalidTag(index),
            BesideCodeTag = InvalidTag(index),
        };

    /// <summary>Where a linear address's page is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong IndexOf(ulong linear) => (linear >> 12) & (Count - 1);
}
