using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>Pointers to one set of translations in the arena and to the host-side entries that speed it up.</summary>
internal unsafe struct TranslationSet
{
    private const int UsedWords = TlbEntry.Count / 64;
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

    /// <summary>
    /// Entries that never hit and behind them one bit for each that may; to be freed by <see cref="NativeMemory.AlignedFree"/>. The bits
    /// make dropping everything cost no more than what there is: guests write CR3 often.
    /// </summary>
    public static TlbEntry* CreateEntries()
    {
        const nuint Bits = UsedWords * sizeof(ulong);
        var entries = (TlbEntry*)NativeMemory.AlignedAlloc((TlbEntry.Count * (nuint)sizeof(TlbEntry)) + Bits, 64);
        for (var i = 0UL; i < TlbEntry.Count; i++)
        {
            entries[i] = TlbEntry.Empty(i);
        }

        new Span<ulong>(entries + TlbEntry.Count, UsedWords).Clear();
        return entries;
    }

    public readonly void Free() => NativeMemory.AlignedFree(Entries);

    /// <summary>Drops all translations.</summary>
    public readonly void Flush()
    {
        new Span<ulong>(Tag, TlbEntry.Count).Clear();
        ForgetHost();
    }

    /// <summary>Drops the translations that a write of CR3 drops: those of an address space, but global ones.</summary>
    public readonly void FlushAddressSpace(ulong space)
    {
        for (var i = 0UL; i < TlbEntry.Count; i++)
        {
            if (Tag[i] != 0 && (Physical[i] & TlbState.Global) == 0 && Physical[i] >> TlbState.SpaceShift == space)
            {
                Tag[i] = 0;
                Entries[i] = TlbEntry.Empty(i);
            }
        }
    }

    /// <summary>Drops what is not global.</summary>
    public readonly void FlushLocal()
    {
        for (var i = 0UL; i < TlbEntry.Count; i++)
        {
            if (Tag[i] != 0 && (Physical[i] & TlbState.Global) == 0)
            {
                Tag[i] = 0;
                Entries[i] = TlbEntry.Empty(i);
            }
        }
    }

    /// <summary>Drops the translation of one linear page.</summary>
    public readonly void FlushPage(ulong linear)
    {
        var index = TlbEntry.IndexOf(linear);
        Tag[index] = 0;
        Entries[index] = TlbEntry.Empty(index);
    }

    /// <summary>Keeps the translations and drops what is known about host addresses.</summary>
    public readonly void ForgetHost()
    {
        for (var i = 0; i < UsedWords; i++)
        {
            for (var left = Used[i]; left != 0; left &= left - 1)
            {
                var index = ((ulong)i * 64) + (ulong)BitOperations.TrailingZeroCount(left);
                Entries[index] = TlbEntry.Empty(index);
            }

            Used[i] = 0;
        }
    }

    /// <summary>The next write to each page goes the slow way.</summary>
    public readonly void ForgetWrites()
    {
        for (var i = 0; i < UsedWords; i++)
        {
            for (var left = Used[i]; left != 0; left &= left - 1)
            {
                var index = ((ulong)i * 64) + (ulong)BitOperations.TrailingZeroCount(left);
                Entries[index].WriteTag = Entries[index].BesideCodeTag = TlbEntry.InvalidTag(index);
            }
        }
    }

    /// <summary>The next write to a host page goes the slow way.</summary>
    public readonly void ForgetWritesTo(byte* page)
    {
        for (var i = 0; i < UsedWords; i++)
        {
            for (var left = Used[i]; left != 0; left &= left - 1)
            {
                var index = ((ulong)i * 64) + (ulong)BitOperations.TrailingZeroCount(left);
                if (Entries[index].WriteTag + Entries[index].Addend == (ulong)page)
                {
                    Entries[index].WriteTag = TlbEntry.InvalidTag(index);
                }
            }
        }
    }

    /// <summary>Makes accesses to a page hit.</summary>
    public readonly void Admit(ulong linearPage, byte* host, bool write)
    {
        var index = TlbEntry.IndexOf(linearPage);
        var invalid = TlbEntry.InvalidTag(index);
        ref var entry = ref Use(index);
        var addend = (ulong)host - linearPage;
        // Reads and writes of one page may lead to different places (shadowed ROM): then only the last kind hits.
        var same = entry.Addend == addend;
        entry.BesideCodeTag = same && !write && entry.BesideCodeTag == linearPage ? linearPage : invalid;
        if (write)
        {
            entry.ReadTag = same && entry.ReadTag == linearPage ? linearPage : invalid;
            entry.WriteTag = linearPage;
        }
        else
        {
            entry.WriteTag = same && entry.WriteTag == linearPage ? linearPage : invalid;
            entry.ReadTag = linearPage;
        }

        entry.Addend = addend;
    }

    /// <summary>Makes writes to a page hit where the page holds no decoded instructions. Reads still hit.</summary>
    public readonly void AdmitBesideCode(ulong linearPage, byte* host)
    {
        var index = TlbEntry.IndexOf(linearPage);
        ref var entry = ref Use(index);
        if (entry.ReadTag == linearPage && entry.Addend == (ulong)host - linearPage)
        {
            entry.BesideCodeTag = linearPage;
        }
        else
        {
            entry = TlbEntry.Empty(index);
            entry.BesideCodeTag = linearPage;
            entry.Addend = (ulong)host - linearPage;
        }
    }

    /// <summary>One bit for each entry that may hit.</summary>
    private readonly ulong* Used => (ulong*)(Entries + TlbEntry.Count);

    private readonly ref TlbEntry Use(ulong index)
    {
        Used[index / 64] |= 1UL << (int)(index % 64);
        return ref Entries[index];
    }
}
