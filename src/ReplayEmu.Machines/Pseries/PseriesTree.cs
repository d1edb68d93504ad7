using System.Collections.Generic;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Pseries.Fdt;
using ReplayEmu.Devices.Pseries.Nvram;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Vty;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The device tree that firmware gets (PAPR 2.8.2, appendix B). It describes what is there: no node and no call is listed that nothing serves.
/// The PCI bus is described as enumerated, and there is nothing on it.
/// </summary>
internal static class PseriesTree
{
    private const uint CacheLine = 128;
    private const uint InterruptController = 0x1111;

    /// <summary>First interrupt of the host bridge's four wires.</summary>
    private const uint FirstPciInterrupt = 0x1200;

    public static byte[] Build(PowerModel model, ulong ramBytes, PhbWindows windows)
    {
        var root = new TreeNode("")
            .Text("device_type", "chrp")
            .Text("model", "IBM pSeries (emulated by qemu)")
            .Text("compatible", "qemu,pseries")
            .Cells("#address-cells", 2)
            .Cells("#size-cells", 2);
        root.Child("chosen").Text("stdout-path", $"/vdevice/vty@{SpaprVty.Unit:x}");
        AddRtas(root);
        AddProcessor(root.Child("cpus").Cells("#address-cells", 1).Cells("#size-cells", 0), model);
        AddHostBridge(root, windows);
        AddVirtualDevices(root);
        root.Child("memory@0").Text("device_type", "memory").Cells("reg", 0, 0, (uint)(ramBytes >> 32), (uint)ramBytes);
        root.Child("interrupt-controller")
            .Text("device_type", "PowerPC-External-Interrupt-Presentation")
            .Text("compatible", "IBM,ppc-xicp")
            .Flag("interrupt-controller")
            .Cells("ibm,interrupt-server-ranges", 0, 1)
            .Cells("#interrupt-cells", 2)
            .Cells("linux,phandle", InterruptController)
            .Cells("phandle", InterruptController);
        return FlattenedTree.Write(root);
    }

    private static void AddRtas(TreeNode root)
    {
        var rtas = root.Child("rtas")
            .Text("ibm,hypertas-functions", "hcall-term", "hcall-vio")
            .Text("qemu,hypertas-functions", "hcall-memop1")
            .Cells("rtas-size", 2092);
        foreach (var (name, token) in RtasTokens.All)
        {
            rtas.Cells(name, token);
        }
    }

    private static void AddProcessor(TreeNode cpus, PowerModel model) =>
        cpus.Child($"PowerPC,{model.Name.ToUpperInvariant()}@0")
            .Text("device_type", "cpu")
            .Cells("reg", 0)
            .Cells("cpu-version", model.Pvr)
            .Cells("d-cache-block-size", CacheLine)
            .Cells("d-cache-line-size", CacheLine)
            .Cells("i-cache-block-size", CacheLine)
            .Cells("i-cache-line-size", CacheLine)
            .Cells("d-cache-size", 0x8000)
            .Cells("i-cache-size", 0x8000)
            .Cells("timebase-frequency", PowerCpu.TimebaseFrequency)
            .Cells("clock-frequency", 1_000_000_000)
            .Text("status", "okay")
            .Flag("64-bit")
            .Cells("ibm,ppc-interrupt-server#s", 0);

    private static void AddHostBridge(TreeNode root, PhbWindows windows)
    {
        var ranges = new List<uint>();
        Range(ranges, 0x01000000, 0, windows.Io, PhbWindows.IoSize);
        Range(ranges, 0x02000000, PhbWindows.Bus32, windows.Memory32, windows.Memory32Size);
        if (windows.Memory64Size != 0)
        {
            Range(ranges, 0x03000000, windows.Memory64, windows.Memory64, windows.Memory64Size);
        }

        var map = new List<uint>();
        for (uint slot = 0; slot < 32; slot++)
        {
            for (uint pin = 1; pin <= 4; pin++)
            {
                var interrupt = FirstPciInterrupt + ((pin - 1 + slot) & 3);
                map.AddRange([slot << 11, 0, 0, pin, InterruptController, interrupt, 1]);
            }
        }

        root.Child($"pci@{SpaprPhb.Buid:x}")
            .Text("device_type", "pci")
            .Text("compatible", "IBM,Logical_PHB")
            .Cells("#address-cells", 3)
            .Cells("#size-cells", 2)
            .Cells("#interrupt-cells", 1)
            .Flag("used-by-rtas")
            .Cells("bus-range", 0, 0xff)
            .Cells("reg", (uint)(SpaprPhb.Buid >> 32), (uint)(SpaprPhb.Buid & uint.MaxValue), 0, 0)
            .Cells("ranges", [.. ranges])
            .Cells("qemu,phb-enumerated", 1)
            .Cells("ibm,pci-config-space-type", 1)
            .Cells("interrupt-map-mask", 0xf800, 0, 0, uint.MaxValue)
            .Cells("interrupt-map", [.. map]);
    }

    private static void AddVirtualDevices(TreeNode root)
    {
        var devices = root.Child("vdevice")
            .Text("device_type", "vdevice")
            .Text("compatible", "IBM,vdevice")
            .Cells("#address-cells", 1)
            .Cells("#size-cells", 0)
            .Cells("#interrupt-cells", 2)
            .Flag("interrupt-controller");
        devices
            .Child($"vty@{SpaprVty.Unit:x}")
            .Text("device_type", "serial")
            .Text("compatible", "hvterm1")
            .Cells("reg", SpaprVty.Unit);
        devices
            .Child($"nvram@{SpaprNvram.Unit:x}")
            .Text("device_type", "nvram")
            .Text("compatible", "qemu,spapr-nvram")
            .Cells("reg", SpaprNvram.Unit)
            .Cells("#bytes", SpaprNvram.Size);
    }

    /// <summary>One range: bus address of three cells, address and size of two.</summary>
    private static void Range(List<uint> cells, uint space, ulong bus, ulong address, ulong size) =>
        cells.AddRange([
            space,
            (uint)(bus >> 32),
            (uint)bus,
            (uint)(address >> 32),
            (uint)address,
            (uint)(size >> 32),
            (uint)size,
        ]);
}
