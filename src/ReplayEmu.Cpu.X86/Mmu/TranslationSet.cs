using System;
using System.Runtime.InteropServices;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>Pointers to one set of translations in the arena and to the host-side entries that speed it up.</summary>
internal unsafe struct TranslationSet
{
    public ulong* Tag;
    public ulong* Physical;
    public TlbEntry* Entries;

    public static TranslationSet Create(TlbWords* tag, TlbWords* physical)
    {
        var set = new TranslationSet
        {
            Tag = (ulong*)tag,
            Physical = (ulong*)physical,
            Entries = CreateEntries(),
        };
        return set;
    }

    /// <summary>Entries that never hit; to be freed by <see cref="NativeMemory.AlignedFree"/>.</summary>
    public static TlbEntry* CreateEntries()
    {
        var entries = (TlbEntry*)NativeMemory.AlignedAlloc(TlbEntry.Count * (nuint)sizeof(TlbEntry), 64);
        new Span<TlbEntry>(entries, TlbEntry.Count).Fill(TlbEntry.Empty);
        return entries;
    }

    public readonly void Free() => NativeMemory.AlignedFree(Entries);

    /// <summary>Drops all translations.</summary>
    public readonly void Flush()
    {
        new Span<ulong>(Tag, TlbEntry.Count).Clear();
        ForgetHost();
    }

    /// <summary>Drops the translation of one linear page.</summary>
    public readonly void FlushPage(ulong linear)
    {
        var index = TlbEntry.IndexOf(linear);
        Tag[index] = 0;
        Entries[index] = TlbEntry.Empty;
    }

    /// <summary>Keeps the translations and drops what is known about host addresses.</summary>
    public readonly void ForgetHost() => new Span<TlbEntry>(Entries, TlbEntry.Count).Fill(TlbEntry.Empty);

    /// <summary>The next write to each page goes the slow way.</summary>
    public readonly void ForgetWrites()
    {
        for (var i = 0; i < TlbEntry.Count; i++)
        {
            Entries[i].WriteTag = TlbEntry.Invalid;
            Entries[i].BesideCodeTag = TlbEntry.Invalid;
        }
    }

    /// <summary>The next write to a host page goes the slow way.</summary>
    public readonly void ForgetWritesTo(byte* page)
    {
        for (var i = 0; i < TlbEntry.Count; i++)
        {
            if (Entries[i].WriteTag != TlbEntry.Invalid && Entries[i].WriteTag + Entries[i].Addend == (ulong)page)
            {
                Entries[i].WriteTag = TlbEntry.Invalid;
            }
        }
    }

    /// <summary>Makes accesses to a page hit.</summary>
    public readonly void Admit(ulong linearPage, byte* host, bool write)
    {
        ref var entry = ref Entries[TlbEntry.IndexOf(linearPage)];
        var addend = (ulong)host - linearPage;
        // Reads and writes of one page may lead to different places (shadowed ROM): then only the last kind hits.
        var same = entry.Addend == addend;
        entry.BesideCodeTag = same && !write && entry.BesideCodeTag == linearPage ? linearPage : TlbEntry.Invalid;
        if (write)
        {
            entry.ReadTag = same && entry.ReadTag == linearPage ? linearPage : TlbEntry.Invalid;
            entry.WriteTag = linearPage;
        }
        else
        {
            entry.WriteTag = same && entry.WriteTag == linearPage ? linearPage : TlbEntry.Invalid;
            entry.ReadTag = linearPage;
        }

        entry.Addend = addend;
    }

    /// <summary>Makes writes to a page hit where the page holds no decoded instructions. Reads still hit.</summary>
    public readonly void AdmitBesideCode(ulong linearPage, byte* host)
    {
        ref var entry = ref Entries[TlbEntry.IndexOf(linearPage)];
        if (entry.ReadTag == linearPage && entry.Addend == (ulong)host - linearPage)
        {
            entry.BesideCodeTag = linearPage;
        }
        else
        {
            entry = TlbEntry.Empty;
            entry.BesideCodeTag = linearPage;
            entry.Addend = (ulong)host - linearPage;
        }
    }
}
