using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace ReplayEmu.Devices.Pseries.Fdt;

/// <summary>A node of a device tree: properties and children in the order they were added.</summary>
/// <param name="name">With unit address, for example <c>memory@0</c>; empty for the root.</param>
public sealed class TreeNode(string name)
{
    private readonly List<(string Name, byte[] Value)> properties = [];
    private readonly List<TreeNode> children = [];

    public string Name { get; } = name;

    public IReadOnlyList<(string Name, byte[] Value)> Properties => properties;

    public IReadOnlyList<TreeNode> Children => children;

    public TreeNode Child(string childName)
    {
        var child = new TreeNode(childName);
        children.Add(child);
        return child;
    }

    public TreeNode Bytes(string property, params byte[] value)
    {
        properties.Add((property, value));
        return this;
    }

    /// <summary>A property that is there or not.</summary>
    public TreeNode Flag(string property) => Bytes(property);

    /// <summary>Cells of 32 bits, big-endian.</summary>
    public TreeNode Cells(string property, params uint[] cells)
    {
        var value = new byte[cells.Length * 4];
        for (var i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(System.MemoryExtensions.AsSpan(value, i * 4), cells[i]);
        }

        return Bytes(property, value);
    }

    /// <summary>A string list: each string ends with a zero byte.</summary>
    public TreeNode Text(string property, params string[] strings)
    {
        var text = new StringBuilder();
        foreach (var part in strings)
        {
            text.Append(part).Append('\0');
        }

        return Bytes(property, Encoding.ASCII.GetBytes(text.ToString()));
    }
}
