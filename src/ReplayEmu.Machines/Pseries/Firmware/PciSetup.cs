using System;
using System.Collections.Generic;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pseries.Phb;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>
/// Looks for functions on the bus and gives their base address registers addresses, in the order and with the alignment that SLOF
/// has. Every access to configuration space is an interaction, as if firmware in the guest had made it.
/// </summary>
internal sealed class PciSetup(SpaprPhb bridge)
{
    private const ulong FirstPort = 0x10;
    private const ulong MemoryAlignment = 0x10000;

    /// <summary>What SLOF leaves: system errors and parity errors are reported, nothing is decoded.</summary>
    private const uint Command = 0x140;
    private ulong nextPort = FirstPort;
    private ulong next32 = PhbWindows.Bus32;
    private ulong next64 = bridge.Windows.Memory64Size != 0 ? bridge.Windows.Memory64 : 0;

    /// <summary>Class code of a function as it says itself: 24 bits.</summary>
    public uint ClassOf(PciFunction function) => bridge.ReadRegister(function, PciRegister.Revision, 4) >> 8;

    /// <summary>Places a function's registers.</summary>
    /// <returns><c>assigned-addresses</c>: address of three cells and size of two for each register.</returns>
    public uint[] Assign(PciFunction function)
    {
        var cells = new List<uint>();
        foreach (var bar in InOrder(function))
        {
            var mask = Probe(function, bar);
            var size = ~mask + 1;
            var space = bar.Kind switch
            {
                PciBarKind.Io => 0x8100_0000u,
                PciBarKind.Memory64 => 0x8300_0000u,
                _ => 0x8200_0000u,
            };
            var address = Place(bar, size);
            bridge.WriteRegister(function, bar.Register, 4, (uint)address);
            if (bar.Width == 8)
            {
                bridge.WriteRegister(function, bar.Register + 4, 4, (uint)(address >> 32));
            }

            cells.AddRange([
                space | ((uint)function.Address << 8) | (uint)bar.Register,
                (uint)(address >> 32),
                (uint)address,
                (uint)(size >> 32),
                (uint)size,
            ]);
        }

        bridge.WriteRegister(function, PciRegister.Command, 2, Command);
        return [.. cells];
    }

    private static List<PciBar> InOrder(PciFunction function)
    {
        var bars = new List<PciBar>();
        for (var register = PciRegister.Bar0; register <= PciRegister.Rom; register++)
        {
            foreach (var bar in function.Bars)
            {
                if (bar.Register == register && bar.Kind != PciBarKind.Rom)
                {
                    bars.Add(bar);
                }
            }
        }

        return bars;
    }

    /// <summary>The bits of the address that can be set, with all above the register's.</summary>
    private ulong Probe(PciFunction function, PciBar bar)
    {
        bridge.WriteRegister(function, bar.Register, 4, uint.MaxValue);
        ulong mask = bridge.ReadRegister(function, bar.Register, 4);
        if (bar.Width == 8)
        {
            bridge.WriteRegister(function, bar.Register + 4, 4, uint.MaxValue);
            mask |= (ulong)bridge.ReadRegister(function, bar.Register + 4, 4) << 32;
        }
        else
        {
            mask |= 0xffff_ffff_0000_0000;
        }

        return mask & ~((ulong)bar.TypeBits | (bar.Kind == PciBarKind.Io ? 3u : 15u));
    }

    private ulong Place(PciBar bar, ulong size)
    {
        // Without a 64-bit window such registers go into the other.
        var alignment = bar.Kind == PciBarKind.Io ? size : Math.Max(size, MemoryAlignment);
        ref var next = ref nextPort;
        if (bar.Kind != PciBarKind.Io)
        {
            next = ref bar.Kind == PciBarKind.Memory64 && next64 != 0 ? ref next64 : ref next32;
        }

        var address = (next + alignment - 1) & ~(alignment - 1);
        next = address + size;
        return address;
    }
}
