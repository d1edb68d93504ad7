using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pseries.Fdt;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Vty;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>From the machine's description to the tree that clients see: functions on the bus get addresses, and what firmware adds.</summary>
internal sealed class FirmwareTree(FirmwareSetting setting, DeviceTree tree)
{
    /// <summary>What an instance's handle has more than its node's.</summary>
    public const uint Instance = 0x8000_0000;
    private const string Chosen = "/chosen";
    private const string NodeOfFunction = "class-code";

    /// <summary>At power-on.</summary>
    public void Build()
    {
        tree.Clear();
        var described = setting.Tree.PowerOn();
        tree.AddNode(DeviceTree.None, described.Name);
        Merge(DeviceTree.Root, described, new PciSetup(setting.Bridge));
        Complete();
    }

    /// <summary>What was agreed on replaces what was; nodes keep their handles.</summary>
    public void Update(TreeNode agreed) => Merge(DeviceTree.Root, agreed, null);

    /// <param name="node">Where to.</param>
    /// <param name="described">What the machine says.</param>
    /// <param name="pci">Looks at functions, at power-on only.</param>
    private void Merge(int node, TreeNode described, PciSetup? pci)
    {
        foreach (var (name, value) in described.Properties)
        {
            tree.Put(node, name, value);
        }

        foreach (var child in described.Children)
        {
            var name = NameOf(child);
            var there = tree.ChildNamed(node, name);
            var made = there == DeviceTree.None ? tree.AddNode(node, name) : there;
            Merge(made, child, pci);
            if (pci is not null && FunctionOf(made) is { } function)
            {
                Enumerate(made, function, pci);
            }
        }
    }

    /// <summary>The name of a node; the firmware of 2012 had another one for what has no class.</summary>
    private string NameOf(TreeNode node)
    {
        foreach (var (name, value) in node.Properties)
        {
            if (name == NodeOfFunction && setting.Profile.DeviceTypeFromClass)
            {
                var unit = node.Name.IndexOf('@', StringComparison.Ordinal);
                return OldName(BinaryPrimitives.ReadUInt32BigEndian(value)) + node.Name[unit..];
            }
        }

        return node.Name;
    }

    private static string OldName(uint classCode)
    {
        var name = PciClassNames.Of(classCode >> 8);
        return name == "legacy-device" ? "unknown-legacy-device" : name;
    }

    private PciFunction? FunctionOf(int node) =>
        tree.TryGet(node, NodeOfFunction, out _) && tree.TryGet(node, "reg", out var reg)
            ? setting.Bridge.Bus[(int)(BinaryPrimitives.ReadUInt32BigEndian(reg) >> 8 & 0xff)]
            : null;

    private void Enumerate(int node, PciFunction function, PciSetup pci)
    {
        var classCode = pci.ClassOf(function);
        tree.PutCell(node, NodeOfFunction, classCode);
        PutCells(node, "assigned-addresses", pci.Assign(function));
        if (setting.Profile.DeviceTypeFromClass)
        {
            PutText(node, "device_type", OldName(classCode));
        }
    }

    /// <summary>Instances that clients expect, and the console.</summary>
    private void Complete()
    {
        var chosen = tree.Find(Chosen);
        var terminal = (uint)tree.Find($"/vdevice/vty@{SpaprVty.Unit:x}");
        tree.PutCell(chosen, "stdin", terminal | Instance);
        tree.PutCell(chosen, "stdout", terminal | Instance);
        tree.PutCell(chosen, "cpu", (uint)tree.ChildOf(tree.Find("/cpus")) | Instance);
        tree.PutCell(chosen, "memory", (uint)tree.Find("/memory@0") | Instance);
        if (!tree.TryGet(chosen, "bootargs", out _))
        {
            PutText(chosen, "bootargs", "");
        }

        var firmware = tree.AddNode(DeviceTree.Root, "openprom");
        PutText(firmware, "model", "ReplayEmu");
        PutText(tree.AddNode(DeviceTree.Root, "options"), "boot-command", "");
        tree.AddNode(DeviceTree.Root, "aliases");
    }

    private void PutText(int node, string property, string text) =>
        tree.Put(node, property, System.Text.Encoding.ASCII.GetBytes(text + '\0'));

    private void PutCells(int node, string property, ReadOnlySpan<uint> cells)
    {
        var bytes = new byte[cells.Length * 4];
        for (var i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), cells[i]);
        }

        tree.Put(node, property, bytes);
    }
}
