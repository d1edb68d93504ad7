using System.Collections.Generic;
using System.Globalization;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pseries.Fdt;
using ReplayEmu.Devices.Pseries.Phb;

namespace ReplayEmu.Machines.Pseries;

/// <summary>Functions on the bus as nodes below the host bridge (PCI Bus Binding to Open Firmware 2.1).</summary>
internal static class PciNodes
{
    private const uint SpaceIo = 0x0100_0000;
    private const uint SpaceMemory32 = 0x0200_0000;
    private const uint SpaceMemory64 = 0x0300_0000;

    /// <summary>Adds a node for each function, that of the last slot first as QEMU does.</summary>
    /// <param name="bridge">The node of the host bridge.</param>
    /// <param name="bus">What is on it.</param>
    /// <param name="withTypes">See <see cref="Firmware.FirmwareProfile"/>; later firmware keeps what it finds.</param>
    public static void Add(TreeNode bridge, PciBus bus, bool withTypes)
    {
        for (var address = 255; address >= 0; address--)
        {
            if (bus[address] is { } function)
            {
                Add(bridge, function, withTypes);
            }
        }
    }

    private static void Add(TreeNode bridge, PciFunction function, bool withTypes)
    {
        var (slot, number) = (function.Address >> 3, function.Address & 7);
        var classCode = Register(function, PciRegister.ClassCode, 3);
        var name = PciClassNames.Of(classCode >> 8);
        var unit = number == 0 ? $"{slot:x}" : $"{slot:x},{number:x}";
        var node = bridge
            .Child(string.Create(CultureInfo.InvariantCulture, $"{name}@{unit}"))
            .Cells("max-latency", Register(function, 0x3f, 1))
            .Cells("min-grant", Register(function, 0x3e, 1))
            .Cells("reg", Ranges(function));
        if (withTypes)
        {
            node.Text("device_type", name);
        }

        if (function.Msix is { } messages)
        {
            node.Cells("ibm,req#msi-x", (uint)messages.Vectors);
        }

        node.Text("ibm,loc-code", $"qemu_{function.Driver}:0000:00:{slot:x2}.{number}")
            .Cells("devsel-speed", Register(function, PciRegister.Status, 2) >> 9 & 3)
            .Cells("cache-line-size", Register(function, PciRegister.CacheLineSize, 1))
            .Cells("subsystem-vendor-id", Register(function, PciRegister.SubsystemVendor, 2))
            .Cells("subsystem-id", Register(function, PciRegister.Subsystem, 2));
        if (Register(function, PciRegister.InterruptPin, 1) is var pin and not 0)
        {
            node.Cells("interrupts", pin);
        }

        node.Cells("class-code", classCode)
            .Cells("revision-id", Register(function, PciRegister.Revision, 1))
            .Cells("device-id", Register(function, PciRegister.Device, 2))
            .Cells("vendor-id", Register(function, PciRegister.Vendor, 2));
    }

    /// <summary>Configuration space and every base address register: address of three cells, size of two.</summary>
    private static uint[] Ranges(PciFunction function)
    {
        var place = (uint)function.Address << 8;
        List<uint> cells = [place, 0, 0, 0, 0];
        foreach (var bar in function.Bars)
        {
            var space = bar.Kind switch
            {
                PciBarKind.Io => SpaceIo,
                PciBarKind.Memory64 => SpaceMemory64,
                _ => SpaceMemory32,
            };
            cells.AddRange([space | place | (uint)bar.Register, 0, 0, (uint)(bar.Size >> 32), (uint)bar.Size]);
        }

        // In the order of the registers.
        var count = (cells.Count / 5) - 1;
        var sorted = new List<uint>(cells.GetRange(0, 5));
        for (var register = PciRegister.Bar0; register <= PciRegister.Rom; register++)
        {
            for (var i = 1; i <= count; i++)
            {
                if ((cells[5 * i] & 0xff) == register)
                {
                    sorted.AddRange(cells.GetRange(5 * i, 5));
                }
            }
        }

        return [.. sorted];
    }

    private static uint Register(PciFunction function, int register, int size)
    {
        uint value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (uint)function.Config[register + i] << (8 * i);
        }

        return value;
    }
}
