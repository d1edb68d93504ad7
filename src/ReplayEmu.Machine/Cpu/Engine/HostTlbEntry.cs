namespace ReplayEmu.Machine.Cpu.Engine;

/// <summary>
/// One entry of a host-side TLB, 32 bytes; the layout is fixed for engines that inline the hit: the access at
/// address a of n bytes hits when (unsigned) a - tag &lt;= 4096 - n, and its bytes are at Addend + a.
/// </summary>
public struct HostTlbEntry
{
    /// <summary>Page address, or <see cref="HostTlb.NoTag"/>.</summary>
    public ulong ReadTag;

    /// <summary>As <see cref="ReadTag"/>, for writes that need no bookkeeping.</summary>
    public ulong WriteTag;

    /// <summary>Host address minus guest address.</summary>
    public ulong Addend;

    /// <summary>As <see cref="WriteTag"/>, for a page that holds code: a write hits when it is not to decoded instructions.</summary>
    public ulong BesideCodeTag;
}
