using System;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86;

/// <content>Accesses that miss the inlined path: misses, page crossings, registers of devices, pages that need bookkeeping.</content>
public sealed unsafe partial class X86Cpu
{
    private ulong modifyFirst;
    private ulong modifySecond;
    private ulong modifyLinear;
    private int modifySplit;

    /// <summary>Where the operand of a read-modify-write is when it lies beside code, otherwise null.</summary>
    private byte* modifyHost;

    /// <summary>The value that the last slow read gave; a field, because an out parameter would keep callers' values in memory.</summary>
    internal ulong SlowValue;

    internal bool ReadSlow(DecodedOp* op, int segment, ulong ea, int size)
    {
        current = op;
        return
            CheckSegment(segment, ea, size, write: false, out var linear)
            && (checkedAsWhole == op || CheckAlignment(linear, size))
            ? ReadLinear(linear, size, State->Cpl == 3, out SlowValue) || Faulted(op)
            : Faulted(op);
    }

    internal bool WriteSlow(DecodedOp* op, int segment, ulong ea, int size, ulong value)
    {
        var host = BesideCode(segment, ea, size);
        if (host != null)
        {
            Store(host, size, value);
            return true;
        }

        current = op;
        return
            CheckSegment(segment, ea, size, write: true, out var linear)
            && (checkedAsWhole == op || CheckAlignment(linear, size))
            ? WriteLinear(linear, size, State->Cpl == 3, value) || Faulted(op)
            : Faulted(op);
    }

    /// <summary>Whether a load of a byte would fault; then the fault is recorded. Devices see nothing of it.</summary>
    internal bool MayRead(DecodedOp* op, int segment, ulong ea)
    {
        current = op;
        return (
                CheckSegment(segment, ea, 1, write: false, out var linear)
                && TranslateData(linear, write: false, State->Cpl == 3, out _)
            ) || Faulted(op);
    }

    /// <summary>Whether a write would fault; then the fault is recorded.</summary>
    internal bool MayWrite(DecodedOp* op, int segment, ulong ea, int size)
    {
        current = op;
        return (
                CheckSegment(segment, ea, size, write: true, out var linear)
                && CheckAlignmentOfWhole(op, linear, size)
                && TranslateWrite(linear, size, State->Cpl == 3)
            ) || Faulted(op);
    }

    internal bool BeginModifySlow(DecodedOp* op, int segment, ulong ea, int size)
    {
        modifyHost = BesideCode(segment, ea, size);
        if (modifyHost != null)
        {
            SlowValue = 0;
            new ReadOnlySpan<byte>(modifyHost, size).CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref SlowValue)));
            return true;
        }

        current = op;
        var user = State->Cpl == 3;
        if (
            !CheckSegment(segment, ea, size, write: true, out modifyLinear)
            || !CheckAlignment(modifyLinear, size)
            || !TranslateWrite(modifyLinear, size, user)
        )
        {
            return Faulted(op);
        }

        SlowValue = ReadPhysical(modifyFirst, modifySplit);
        if (modifySplit < size)
        {
            SlowValue |= ReadPhysical(modifySecond, size - modifySplit) << (8 * modifySplit);
        }

        return true;
    }

    internal void EndModifySlow(DecodedOp* op, int size, ulong value)
    {
        if (modifyHost != null)
        {
            Store(modifyHost, size, value);
            return;
        }

        current = op;
        WriteTranslated(size, value);
        if (modifySplit == size)
        {
            AdmitWrites(ref State->Cpl == 3 ? ref userData : ref supervisorData, modifyLinear, modifyFirst);
        }
    }

    /// <summary>And-mask of linear addresses of descriptor tables and system segments: they have 64 bits in compatibility mode, too.</summary>
    private ulong SystemMask => IsLong ? ulong.MaxValue : uint.MaxValue;

    /// <summary>The address behind the first bytes of an access; it wraps at 4 GiB outside of 64-bit mode.</summary>
    private ulong NextPage(ulong linear, int bytes)
    {
        var next = linear + (ulong)bytes;
        return linear <= uint.MaxValue ? next & linearMask : next;
    }

    /// <summary>Reads at a linear address; on a fault it is recorded as pending and false returned.</summary>
    private bool ReadLinear(ulong linear, int size, bool user, out ulong value)
    {
        linear &= SystemMask;
        value = 0;
        WatchData(linear, size, write: false);
        var first = (int)(4096 - (linear & 0xfff));
        if (!TranslateData(linear, write: false, user, out var physical))
        {
            return false;
        }

        if (first >= size)
        {
            value = ReadPage(ref user ? ref userData : ref supervisorData, linear, physical, size);
            return true;
        }

        if (!TranslateData(NextPage(linear, first), write: false, user, out var second))
        {
            return false;
        }

        value = ReadPhysical(physical, first) | (ReadPhysical(second, size - first) << (8 * first));
        return true;
    }

    /// <summary>Writes at a linear address; on a fault it is recorded as pending, nothing is written and false returned.</summary>
    private bool WriteLinear(ulong linear, int size, bool user, ulong value)
    {
        if (!TranslateWrite(linear, size, user))
        {
            return false;
        }

        WriteTranslated(size, value);
        if (modifySplit == size)
        {
            AdmitWrites(ref user ? ref userData : ref supervisorData, linear & SystemMask, modifyFirst);
        }

        return true;
    }

    private bool TranslateWrite(ulong linear, int size, bool user)
    {
        linear &= SystemMask;
        WatchData(linear, size, write: true);
        modifySplit = (int)Math.Min((ulong)size, 4096 - (linear & 0xfff));
        return TranslateData(linear, write: true, user, out modifyFirst)
            && (
                modifySplit == size || TranslateData(NextPage(linear, modifySplit), write: true, user, out modifySecond)
            );
    }

    private void WriteTranslated(int size, ulong value)
    {
        WritePhysical(modifyFirst, modifySplit, value);
        if (modifySplit < size)
        {
            WritePhysical(modifySecond, size - modifySplit, value >> (8 * modifySplit));
        }
    }

    private ulong ReadPage(ref TranslationSet set, ulong linear, ulong physical, int size)
    {
        var host = machine.Memory.ResolveReadPage(physical, out var block, out var offset);
        if (host == null || ((PageFlags)block!.Flags[offset >> 12] & PageFlags.ReadsWatched) != 0)
        {
            return ReadPhysical(physical, size);
        }

        set.Admit(linear & ~0xfffUL, host, write: false);
        ulong value = 0;
        new ReadOnlySpan<byte>(host + (physical & 0xfff), size).CopyTo(new Span<byte>(&value, size));
        return value;
    }

    /// <summary>Lets further writes to the page hit, when none of them needs bookkeeping.</summary>
    private void AdmitWrites(ref TranslationSet set, ulong linear, ulong physical)
    {
        var host = machine.Memory.ResolveWritePage(physical, out var block, out var offset);
        if (host == null)
        {
            return;
        }

        var flags =
            (PageFlags)block!.Flags[offset >> 12] & (PageFlags.AllDirty | PageFlags.HasDecodedCode | PageFlags.Watched);
        if (flags == PageFlags.AllDirty)
        {
            set.Admit(linear & ~0xfffUL, host, write: true);
        }
        else if (flags == (PageFlags.AllDirty | PageFlags.HasDecodedCode))
        {
            set.AdmitBesideCode(linear & ~0xfffUL, host);
        }
    }

    /// <summary>Reads 1 to 8 bytes of one page; odd sizes come from page crossings and are read byte by byte.</summary>
    private ulong ReadPhysical(ulong physical, int size)
    {
        SyncClockAtCurrent();
        if (size is 1 or 2 or 4 or 8)
        {
            return machine.Memory.Read(physical, size);
        }

        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= machine.Memory.Read(physical + (ulong)i, 1) << (8 * i);
        }

        return value;
    }

    private void WritePhysical(ulong physical, int size, ulong value)
    {
        SyncClockAtCurrent();
        var host = machine.Memory.ResolveWritePage(physical, out var block, out var offset);
        if (host != null)
        {
            offset += physical & 0xfff;
            var flags = (PageFlags)block!.Flags[offset >> 12];
            if (
                (flags & (PageFlags.HasDecodedCode | PageFlags.Watched)) == PageFlags.HasDecodedCode
                && cache.HasCode(host)
                && !cache.IsCode(host, (int)(physical & 0xfff), size)
            )
            {
                // Data beside code: the decoded instructions stay, and so does the flag.
                block.Flags[offset >> 12] |= (byte)PageFlags.AllDirty;
            }
            else
            {
                block.MarkWritten(offset, (ulong)size);
            }

            new ReadOnlySpan<byte>(&value, size).CopyTo(block.Span(offset, size));
            return;
        }

        if (size is 1 or 2 or 4 or 8)
        {
            machine.Memory.Write(physical, size, value);
            return;
        }

        for (var i = 0; i < size; i++)
        {
            machine.Memory.Write(physical + (ulong)i, 1, (value >> (8 * i)) & 0xff);
        }
    }
}
