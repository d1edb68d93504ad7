using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Gdb.Session;

/// <summary>Guest memory by linear address: RAM and ROM only, as reading a device's register would change the guest.</summary>
internal static unsafe class DebugMemory
{
    /// <summary>The bytes from an address on, up to the first that is not memory.</summary>
    internal static byte[] Read(VirtualMachine machine, IDebugCpu cpu, ulong address, int length)
    {
        var bytes = new List<byte>(length);
        while (bytes.Count < length)
        {
            var at = address + (ulong)bytes.Count;
            var inPage = (int)Math.Min((ulong)(length - bytes.Count), 4096 - (at & 0xfff));
            var host = cpu.TryTranslate(at, out var physical)
                ? machine.Memory.ResolveReadPage(physical, out _, out _)
                : null;
            if (host == null)
            {
                break;
            }

            // Within the page: inPage ends at its last byte.
            bytes.AddRange(new ReadOnlySpan<byte>(host + (physical & 0xfff), inPage));
        }

        return [.. bytes];
    }

    /// <summary>False, and nothing written, when not all of it is RAM.</summary>
    internal static bool Write(VirtualMachine machine, IDebugCpu cpu, ulong address, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Find(machine, cpu, address + (ulong)i, out _) is null)
            {
                return false;
            }
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var block = Find(machine, cpu, address + (ulong)i, out var offset)!;
            block.MarkWritten(offset, 1);
            block.Bytes[offset] = bytes[i];
        }

        return true;
    }

    private static MemoryBlock? Find(VirtualMachine machine, IDebugCpu cpu, ulong linear, out ulong offset)
    {
        offset = 0;
        if (
            !cpu.TryTranslate(linear, out var physical)
            || machine.Memory.ResolveWritePage(physical, out var block, out var page) == null
        )
        {
            return null;
        }

        offset = page + (physical & 0xfff);
        return block;
    }
}
