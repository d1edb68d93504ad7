using System.Buffers.Binary;
using ReplayEmu.Cpu.Power.Mmu;

namespace ReplayEmu.Cpu.Power;

/// <content>Radix trees (Power ISA 3.0, Book III, 5.7.10) of the process; the hypervisor's own tree is the identity.</content>
public sealed unsafe partial class PowerCpu
{
    private const int QuadrantShift = 62;

    /// <summary>The process table's field of the size: 4096 bytes to the power of it.</summary>
    private const ulong TableSizeMask = 0x1f;
    private const ulong TableBaseMask = 0x0fff_ffff_ffff_f000;
    private const ulong DirectoryBaseMask = 0x0fff_ffff_ffff_ff00;
    private const ulong DirectorySizeMask = 0x1f;

    /// <summary>Finds a page, checks and marks it; 0 or a <see cref="StorageFault"/>.</summary>
    private uint WalkRadix(ulong address, AccessKind kind, bool user, out ulong word)
    {
        var fault = FindRadix(address, out var at, out var leaf, out word);
        return fault != 0 ? fault : UseRadix(at, leaf, kind, user, ref word);
    }

    /// <summary>Finds a page in the tree that the address's quadrant selects; 0 or a <see cref="StorageFault"/>.</summary>
    /// <param name="at">Where its entry is.</param>
    /// <param name="leaf">The entry.</param>
    /// <param name="page">Physical.</param>
    private uint FindRadix(ulong address, out ulong at, out ulong leaf, out ulong page)
    {
        (at, leaf, page) = (0, 0, 0);
        ulong process;
        switch (address >> QuadrantShift)
        {
            case 0:
                process = State->Pidr;
                break;
            case 3:
                process = 0;
                break;
            default:
                return StorageFault.NoSegment;
        }

        var table = State->ProcessTable;
        if (process * 16 >= 4096UL << (int)(table & TableSizeMask))
        {
            return StorageFault.NoTranslation;
        }

        var root = ReadTable((table & TableBaseMask) + (process * 16));
        var shift = (int)((root >> 58 & 0x18) | (root >> 5 & 7)) + 31;
        var effective = address & ((1UL << QuadrantShift) - 1);
        var directory = root & DirectoryBaseMask;
        var bits = (int)(root & DirectorySizeMask);
        for (var level = 0; level < 5; level++)
        {
            if (bits == 0 || bits > 24 || shift - bits < 12)
            {
                return StorageFault.BadRadixTree;
            }

            shift -= bits;
            var entryAddress = (directory & ~((8UL << bits) - 1)) + (((effective >> shift) & ((1UL << bits) - 1)) * 8);
            var entry = ReadTable(entryAddress);
            if ((entry & RadixEntry.Valid) == 0)
            {
                return StorageFault.NoTranslation;
            }

            if ((entry & RadixEntry.Leaf) != 0)
            {
                var mask = (1UL << shift) - 1;
                page = ((entry & RadixEntry.Page & ~mask) | (effective & mask)) & ~0xfffUL;
                (at, leaf) = (entryAddress, entry);
                return 0;
            }

            directory = entry & DirectoryBaseMask;
            bits = (int)(entry & DirectorySizeMask);
        }

        return StorageFault.BadRadixTree;
    }

    /// <summary>Checks permissions, sets the reference and change bits, and completes the word.</summary>
    private uint UseRadix(ulong at, ulong entry, AccessKind kind, bool user, ref ulong word)
    {
        if (kind == AccessKind.Fetch && (entry & RadixEntry.Attributes) == RadixEntry.Guarded)
        {
            return StorageFault.NotExecutable;
        }

        var privileged = (entry & RadixEntry.Privileged) != 0;
        var canRead = (entry & (RadixEntry.Read | RadixEntry.Write)) != 0;
        var canWrite = (entry & RadixEntry.Write) != 0;
        var canExecute = (entry & RadixEntry.Execute) != 0;
        if (user)
        {
            canRead &= !privileged;
            canWrite &= !privileged;
            canExecute &= !privileged;
        }
        else if (!privileged)
        {
            // Pages of problem state are under key 0.
            canRead &= (State->Amr >> 62 & 1) == 0;
            canWrite &= (State->Amr >> 63) == 0;
            canExecute &= (State->Iamr >> 62 & 1) == 0;
        }

        var allowed = kind switch
        {
            AccessKind.Read => canRead,
            AccessKind.Write => canWrite,
            _ => canExecute,
        };
        if (!allowed)
        {
            return kind == AccessKind.Fetch ? StorageFault.NotExecutable : StorageFault.Protected;
        }

        var used = entry | RadixEntry.Referenced | (kind == AccessKind.Write ? RadixEntry.Changed : 0);
        if (used != entry)
        {
            WriteTable(at, used);
        }

        word |= canRead ? TranslationSet.MayRead : 0;
        word |= canWrite && (used & RadixEntry.Changed) != 0 ? TranslationSet.MayWrite : 0;
        return 0;
    }

    private void WriteTable(ulong address, ulong value) =>
        machine.Memory.Write(address, 8, BinaryPrimitives.ReverseEndianness(value));
}
