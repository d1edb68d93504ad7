using System;
using System.Collections.Generic;
using System.Numerics;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Pseries.Fdt;
using ReplayEmu.Devices.Pseries.Nvram;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Tce;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The device tree that firmware gets (PAPR 2.8.2, appendix B). It describes what is there: no node and no call is listed that nothing serves.
/// Nodes and properties come in the order in which QEMU has them.
/// </summary>
internal sealed class PseriesTree(
    MachineConfig config,
    PowerModel model,
    PseriesLayout layout,
    SpaprPhb phb,
    PseriesKernel? kernel
)
{
    public const uint InterruptController = 0x1111;
    private const uint MinimumTableShift = 18;

    /// <summary>A byte of hashed page table to so many bytes of memory, as a logarithm.</summary>
    private const int TableRatioShift = 7;

    /// <summary>Bits of byte 5 of vector 5.</summary>
    private const byte AffinityForm1 = 0x80;
    private const byte AffinityForm2 = 0x20;

    /// <summary>Logarithm of the bytes of the hashed page table.</summary>
    public uint TableShift =>
        Math.Max(
            MinimumTableShift,
            (uint)BitOperations.Log2(BitOperations.RoundUpToPowerOf2(config.RamBytes)) - TableRatioShift
        );

    /// <summary>At power-on.</summary>
    public TreeNode PowerOn()
    {
        var root = Root();
        AddChosen(root.Child("chosen"));
        AddRest(root, model.Pvr, usesForm2: false);
        return root;
    }

    /// <summary>After the guest has said what it knows.</summary>
    /// <param name="radix">Radix trees instead of hashed page tables.</param>
    /// <param name="affinity">What the guest knows of the forms of affinity: byte 5 of vector 5.</param>
    public TreeNode Agreed(bool radix, byte affinity)
    {
        var usesForm2 = layout.HasAffinityForm2 && (affinity & AffinityForm2) != 0;
        var root = Root();
        var vector = new byte[27];
        vector[0] = 25;
        vector[5] = (byte)((affinity & AffinityForm1) | (usesForm2 ? AffinityForm2 : 0));
        vector[24] = radix ? (byte)0x40 : (byte)0;
        vector[26] = radix ? (byte)0x40 : (byte)0;
        root.Child("chosen").Bytes("ibm,architecture-vec-5", vector).Cells("rng-seed", Seed());
        AddRest(root, model.LogicalPvr, usesForm2);
        return root;
    }

    /// <summary>Both, flattened.</summary>
    /// <param name="tree">One of them.</param>
    public byte[] Flatten(TreeNode tree) =>
        kernel is null ? FlattenedTree.Write(tree)
        : kernel.InitrdSize == 0 ? FlattenedTree.Write(tree, (PseriesKernel.LoadAddress, kernel.Size))
        : FlattenedTree.Write(tree, (PseriesKernel.LoadAddress, kernel.Size), (kernel.InitrdStart, kernel.InitrdSize));

    private static TreeNode Root() =>
        new TreeNode("")
            .Cells("#size-cells", 2)
            .Cells("#address-cells", 2)
            .Text("vm,uuid", "00000000-0000-0000-0000-000000000000")
            .Text("compatible", "qemu,pseries")
            .Text("model", "IBM pSeries (emulated by qemu)")
            .Text("device_type", "chrp");

    private void AddChosen(TreeNode chosen)
    {
        var vty = $"/vdevice/vty@{SpaprVty.Unit:x}";
        chosen
            .Bytes("ibm,architecture-vec-5", 0, 0)
            .Cells("rng-seed", Seed())
            .Bytes(
                "ibm,arch-vec-5-platform-support",
                0x17,
                0,
                0x18,
                model.HasRadix ? (byte)0xc0 : (byte)0,
                0x19,
                0,
                0x1a,
                0x40
            );
        if (layout.HasProbeOnly)
        {
            chosen.Cells("linux,pci-probe-only", 0);
        }

        chosen.Text("stdout-path", vty).Text("linux,stdout-path", vty);
        chosen.Cells("qemu,graphic-depth", 32).Cells("qemu,graphic-height", 600).Cells("qemu,graphic-width", 800);
        if (kernel is not null)
        {
            if (kernel.IsLittleEndian)
            {
                chosen.Flag("qemu,boot-kernel-le");
            }

            chosen.Cells(
                "qemu,boot-kernel",
                0,
                (uint)PseriesKernel.LoadAddress,
                (uint)(kernel.Size >> 32),
                (uint)kernel.Size
            );
            if (kernel.InitrdSize != 0)
            {
                chosen
                    .Cells("linux,initrd-end", (uint)(kernel.InitrdStart + kernel.InitrdSize))
                    .Cells("linux,initrd-start", (uint)kernel.InitrdStart);
            }

            chosen.Text("bootargs", config.Append ?? "");
        }
    }

    private void AddRest(TreeNode root, uint version, bool usesForm2)
    {
        AddRtas(root, usesForm2);
        AddProcessor(root.Child("cpus").Cells("#size-cells", 0).Cells("#address-cells", 1), version);
        AddHostBridge(root);
        AddVirtualDevices(root);
        root.Child("memory@0")
            .Cells("ibm,associativity", usesForm2 ? [1, 0] : [4, 0, 0, 0, 0])
            .Cells("reg", 0, 0, (uint)(config.RamBytes >> 32), (uint)config.RamBytes)
            .Text("device_type", "memory");
        root.Child("interrupt-controller")
            .Cells("phandle", InterruptController)
            .Cells("linux,phandle", InterruptController)
            .Cells("#interrupt-cells", 2)
            .Cells("ibm,interrupt-server-ranges", 0, layout.InterruptServers)
            .Flag("interrupt-controller")
            .Text("compatible", "IBM,ppc-xicp")
            .Text("device_type", "PowerPC-External-Interrupt-Presentation");
    }

    private void AddRtas(TreeNode root, bool usesForm2)
    {
        var rtas = root.Child("rtas");
        for (var i = RtasTokens.All.Count - 1; i >= 0; i--)
        {
            rtas.Cells(RtasTokens.All[i].Name, RtasTokens.All[i].Token);
        }

        rtas.Flag("ibm,extended-os-term")
            .Flag("ibm,change-msix-capable")
            .Cells("rtas-event-scan-rate", 1)
            .Cells("rtas-error-log-max", 0x800)
            .Cells("rtas-size", 0x82c);
        if (usesForm2)
        {
            rtas.Bytes("ibm,numa-distance-table", 0, 0, 0, 1, 10).Cells("ibm,numa-lookup-index-table", 1, 0);
        }

        rtas.Cells("ibm,max-associativity-domains", usesForm2 ? [1, 1] : [4, 0, 0, 0, 1])
            .Cells(
                "ibm,associativity-reference-points",
                usesForm2 ? [1]
                    : layout.HasThreeAffinityPoints ? [4, 4, 2]
                    : [4, 4]
            )
            .Text("qemu,hypertas-functions", "hcall-memop1")
            .Text(
                "ibm,hypertas-functions",
                "hcall-pft",
                "hcall-term",
                "hcall-dabr",
                "hcall-interrupt",
                "hcall-tce",
                "hcall-vio",
                "hcall-splpar",
                "hcall-join",
                "hcall-bulk",
                "hcall-set-mode",
                "hcall-sprg0",
                "hcall-copy",
                "hcall-debug",
                "hcall-multi-tce"
            );
    }

    private void AddProcessor(TreeNode cpus, uint version)
    {
        var cpu = cpus.Child($"PowerPC,{model.Name.ToUpperInvariant()}@0");
        ProcessorNode.Fill(cpu, model, layout, TableShift, version);
    }

    private void AddHostBridge(TreeNode root)
    {
        var windows = phb.Windows;
        var ranges = new List<uint>();
        Range(ranges, 0x01000000, 0, windows.Io, PhbWindows.IoSize);
        Range(ranges, 0x02000000, PhbWindows.Bus32, windows.Memory32, windows.Memory32Size);
        if (windows.Memory64Size != 0)
        {
            Range(ranges, 0x03000000, windows.Bus64, windows.Memory64, windows.Memory64Size);
        }

        var map = new List<uint>();
        for (uint slot = 0; slot < 32; slot++)
        {
            for (uint pin = 1; pin <= 4; pin++)
            {
                var interrupt = phb.Interrupts.FirstWire + ((pin - 1 + slot) & 3);
                map.AddRange([slot << 11, 0, 0, pin, InterruptController, interrupt, 1]);
            }
        }

        var bridge = root.Child($"pci@{SpaprPhb.Buid:x}")
            .Cells("#size-cells", 2)
            .Cells("#address-cells", 3)
            .Cells("qemu,phb-enumerated", 1)
            .Cells("ibm,dma-window", SpaprTce.Bus, 0, 0, 0, (uint)layout.DmaWindow)
            .Cells("ibm,#dma-size-cells", 2)
            .Cells("ibm,#dma-address-cells", 2)
            .Cells("interrupt-map", [.. map])
            .Cells("interrupt-map-mask", 0xf800, 0, 0, uint.MaxValue)
            .Cells("ibm,pe-total-#msi", layout.Messages)
            .Cells("ibm,pci-config-space-type", 1)
            .Cells("reg", (uint)(SpaprPhb.Buid >> 32), (uint)(SpaprPhb.Buid & uint.MaxValue), 0, 0)
            .Cells("ranges", [.. ranges])
            .Cells("bus-range", 0, 0xff)
            .Flag("used-by-rtas")
            .Cells("#interrupt-cells", 1)
            .Text("compatible", "IBM,Logical_PHB")
            .Text("device_type", "pci");
        PciNodes.Add(bridge, phb.Bus, layout.DeviceTypeFromClass);
    }

    private void AddVirtualDevices(TreeNode root)
    {
        var devices = root.Child("vdevice")
            .Flag("interrupt-controller")
            .Cells("#interrupt-cells", 2)
            .Cells("#size-cells", 0)
            .Cells("#address-cells", 1)
            .Text("compatible", "IBM,vdevice")
            .Text("device_type", "vdevice");
        devices
            .Child($"vty@{SpaprVty.Unit:x}")
            .Cells("interrupts", layout.TerminalInterrupt, 0)
            .Text("compatible", "hvterm1")
            .Text("device_type", "serial")
            .Cells("reg", SpaprVty.Unit);
        devices
            .Child($"nvram@{SpaprNvram.Unit:x}")
            .Cells("#bytes", SpaprNvram.Size)
            .Cells("interrupts", layout.NvramInterrupt, 0)
            .Text("compatible", "qemu,spapr-nvram")
            .Text("device_type", "nvram")
            .Cells("reg", SpaprNvram.Unit);
    }

    /// <summary>Eight words that follow from the machine's seed (splitmix64).</summary>
    private uint[] Seed()
    {
        var words = new uint[8];
        var value = config.Seed;
        for (var i = 0; i < words.Length; i++)
        {
            value += 0x9e3779b97f4a7c15;
            var mixed = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            words[i] = (uint)(mixed ^ (mixed >> 31));
        }

        return words;
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
