using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Machine.Cpu.Engine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.Power;

/// <content>Accesses that miss the inlined path: misses, page crossings, registers of devices, pages that need bookkeeping.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Reads 1 to 8 bytes as a little-endian number; false after an interrupt was taken.</summary>
    internal bool ReadSlow(DecodedOp* op, ulong address, int size, out ulong value)
    {
        current = op;
        value = 0;
        var first = (int)(4096 - (address & 0xfff));
        if (!Translate(ref dataSet, address, AccessKind.Read, op, out var physical))
        {
            return false;
        }

        if (first >= size)
        {
            var host = machine.Memory.ResolveReadPage(physical, out _, out _);
            if (host == null)
            {
                value = ReadPhysical(physical, size);
                return true;
            }

            dataSet.Host.Admit(address & ~0xfffUL, host, write: false);
            value = Load(host + (physical & 0xfff), size);
            return true;
        }

        if (!Translate(ref dataSet, NarrowIp(address + (ulong)first), AccessKind.Read, op, out var second))
        {
            return false;
        }

        value = ReadPhysical(physical, first) | (ReadPhysical(second, size - first) << (8 * first));
        return true;
    }

    /// <summary>Writes 1 to 8 bytes of a little-endian number; false after an interrupt was taken, and then nothing is written.</summary>
    internal bool WriteSlow(DecodedOp* op, ulong address, int size, ulong value)
    {
        var entry = Tlb + HostTlb.IndexOf(address);
        if (address - entry->BesideCodeTag <= 4096UL - (ulong)size)
        {
            var beside = (byte*)(entry->Addend + address);
            if (!cache.IsCode((byte*)((nuint)beside & ~(nuint)0xfff), (int)((nuint)beside & 0xfff), size))
            {
                Store(beside, size, value);
                return true;
            }
        }

        current = op;
        if (!TranslateWrite(op, address, size, out var first, out var second, out var split))
        {
            return false;
        }

        WritePhysical(first, split, value);
        if (split < size)
        {
            WritePhysical(second, size - split, value >> (8 * split));
        }
        else
        {
            AdmitWrites(address, first);
        }

        return true;
    }

    /// <summary>False after taking the interrupt that a write of so many bytes meets.</summary>
    internal bool MayWrite(DecodedOp* op, ulong address, int size)
    {
        var entry = Tlb + HostTlb.IndexOf(address);
        if (address - entry->WriteTag <= 4096UL - (ulong)size)
        {
            return true;
        }

        current = op;
        return TranslateWrite(op, address, size, out _, out _, out _);
    }

    /// <param name="split">Bytes in the first page.</param>
    private bool TranslateWrite(
        DecodedOp* op,
        ulong address,
        int size,
        out ulong first,
        out ulong second,
        out int split
    )
    {
        second = 0;
        split = (int)Math.Min((ulong)size, 4096 - (address & 0xfff));
        return Translate(ref dataSet, address, AccessKind.Write, op, out first)
            && (
                split == size
                || Translate(ref dataSet, NarrowIp(address + (ulong)split), AccessKind.Write, op, out second)
            );
    }

    /// <summary>Lets further writes to the page hit, when none of them needs bookkeeping.</summary>
    private void AdmitWrites(ulong address, ulong physical)
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
            dataSet.Host.Admit(address & ~0xfffUL, host, write: true);
        }
        else if (flags == (PageFlags.AllDirty | PageFlags.HasDecodedCode))
        {
            dataSet.Host.AdmitBesideCode(address & ~0xfffUL, host);
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

    private static void Store(byte* host, int size, ulong value) =>
        new ReadOnlySpan<byte>(&value, size).CopyTo(new Span<byte>(host, size));

    private static ulong Load(byte* host, int size)
    {
        ulong value = 0;
        new ReadOnlySpan<byte>(host, size).CopyTo(new Span<byte>(&value, size));
        return value;
    }
}
