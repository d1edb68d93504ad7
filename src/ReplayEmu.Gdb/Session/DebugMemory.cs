using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;

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
}
