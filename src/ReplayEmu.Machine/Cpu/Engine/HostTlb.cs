using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ReplayEmu.Machine.Cpu.Engine;

/// <summary>
/// Guest pages to host pages for one kind of access. Whoever owns it admits only what the guest's own translations allow, so that
/// dropping entries is never visible to the guest. All 64 bits of an address count: an entry that holds nothing has the
/// tag of a page that is kept in another entry, so that no address can hit it.
/// </summary>
public unsafe struct HostTlb
{
    public const int Count = 512;

    public HostTlbEntry* Entries;

    public static HostTlb Create()
    {
        var set = new HostTlb
        {
            Entries = (HostTlbEntry*)NativeMemory.AlignedAlloc(Count * (nuint)sizeof(HostTlbEntry), 64),
        };
        set.Forget();
        return set;
    }

    /// <summary>Where an address's page is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong IndexOf(ulong address) => (address >> 12) & (Count - 1);

    /// <summary>A tag that no address which is looked up at this index can hit.</summary>
    public static ulong NoTag(ulong index) => (index ^ 1) << 12;

    public readonly void Free() => NativeMemory.AlignedFree(Entries);

    /// <summary>Drops everything.</summary>
    public readonly void Forget()
    {
        for (ulong i = 0; i < Count; i++)
        {
            Entries[i] = Empty(i);
        }
    }

    /// <summary>Drops the entry of one page.</summary>
    public readonly void ForgetPage(ulong address) => Entries[IndexOf(address)] = Empty(IndexOf(address));

    /// <summary>The next write to each page goes the slow way.</summary>
    public readonly void ForgetWrites()
    {
        for (ulong i = 0; i < Count; i++)
        {
            Entries[i].WriteTag = Entries[i].BesideCodeTag = NoTag(i);
        }
    }

    /// <summary>The next write to a host page goes the slow way.</summary>
    public readonly void ForgetWritesTo(byte* page)
    {
        for (ulong i = 0; i < Count; i++)
        {
            if (Entries[i].WriteTag != NoTag(i) && Entries[i].WriteTag + Entries[i].Addend == (ulong)page)
            {
                Entries[i].WriteTag = NoTag(i);
            }
        }
    }

    /// <summary>Makes accesses to a page hit.</summary>
    public readonly void Admit(ulong page, byte* host, bool write)
    {
        var entry = Own(page, host);
        if (write)
        {
            entry->WriteTag = page;
        }
        else
        {
            entry->ReadTag = page;
        }
    }

    /// <summary>Makes writes to a page hit where the page holds no decoded instructions.</summary>
    public readonly void AdmitBesideCode(ulong page, byte* host) => Own(page, host)->BesideCodeTag = page;

    private static HostTlbEntry Empty(ulong index) =>
        new()
        {
            ReadTag = NoTag(index),
            WriteTag = NoTag(index),
            BesideCodeTag = NoTag(index),
        };

    /// <summary>
    /// The entry of a page, emptied when it was another's. Reads and writes of one page may lead to different places
    /// (shadowed ROM): then only the last kind hits.
    /// </summary>
    private readonly HostTlbEntry* Own(ulong page, byte* host)
    {
        var index = IndexOf(page);
        var entry = Entries + index;
        var addend = (ulong)host - page;
        if (
            entry->Addend != addend
            || (entry->ReadTag != page && entry->WriteTag != page && entry->BesideCodeTag != page)
        )
        {
            *entry = Empty(index);
            entry->Addend = addend;
        }

        return entry;
    }
}
