using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace ReplayEmu.Devices.Pseries.Fdt;

/// <summary>A device tree in its binary form, version 17 (Devicetree Specification 0.4, chapter 5).</summary>
public static class FlattenedTree
{
    private const uint Magic = 0xd00dfeed;
    private const int HeaderSize = 40;
    private const uint BeginNode = 1;
    private const uint EndNode = 2;
    private const uint Property = 3;
    private const uint End = 9;

    /// <param name="root">The tree.</param>
    /// <param name="reserved">Ranges of memory that firmware must leave alone: address and bytes.</param>
    public static byte[] Write(TreeNode root, params ReadOnlySpan<(ulong Address, ulong Size)> reserved)
    {
        var structure = new List<byte>();
        var strings = new List<byte>();
        var offsets = new SortedDictionary<string, int>(StringComparer.Ordinal);
        WriteNode(root, structure, strings, offsets);
        Put(structure, End);
        var reservations = (reserved.Length + 1) * 16;
        var structureAt = HeaderSize + reservations;
        var stringsAt = structureAt + structure.Count;
        var tree = new byte[stringsAt + strings.Count];
        ReadOnlySpan<uint> header =
        [
            Magic,
            (uint)tree.Length,
            (uint)structureAt,
            (uint)stringsAt,
            HeaderSize,
            17,
            16,
            0,
            (uint)strings.Count,
            (uint)structure.Count,
        ];
        for (var i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(tree.AsSpan(i * 4), header[i]);
        }

        for (var i = 0; i < reserved.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(tree.AsSpan(HeaderSize + (i * 16)), reserved[i].Address);
            BinaryPrimitives.WriteUInt64BigEndian(tree.AsSpan(HeaderSize + (i * 16) + 8), reserved[i].Size);
        }

        structure.CopyTo(tree, structureAt);
        strings.CopyTo(tree, stringsAt);
        return tree;
    }

    private static void WriteNode(
        TreeNode node,
        List<byte> structure,
        List<byte> strings,
        SortedDictionary<string, int> offsets
    )
    {
        Put(structure, BeginNode);
        structure.AddRange(Encoding.ASCII.GetBytes(node.Name + '\0'));
        Align(structure);
        foreach (var (name, value) in node.Properties)
        {
            if (!offsets.TryGetValue(name, out var offset))
            {
                offsets.Add(name, offset = strings.Count);
                strings.AddRange(Encoding.ASCII.GetBytes(name + '\0'));
            }

            Put(structure, Property);
            Put(structure, (uint)value.Length);
            Put(structure, (uint)offset);
            structure.AddRange(value);
            Align(structure);
        }

        foreach (var child in node.Children)
        {
            WriteNode(child, structure, strings, offsets);
        }

        Put(structure, EndNode);
    }

    private static void Put(List<byte> bytes, uint value)
    {
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            bytes.Add((byte)(value >> shift));
        }
    }

    private static void Align(List<byte> bytes)
    {
        while ((bytes.Count & 3) != 0)
        {
            bytes.Add(0);
        }
    }
}
