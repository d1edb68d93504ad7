using System;
using System.Buffers.Binary;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>
/// The device tree that the client interface shows and clients change, in a memory block so that checkpoints have it. First records of
/// nodes, of one size, so that a handle of a node is checked by its number; behind them names and properties, linked.
/// </summary>
internal sealed class DeviceTree(VirtualMachine machine)
{
    /// <summary>No node: also what a client gets for none.</summary>
    public const int None = 0;

    /// <summary>The first node made.</summary>
    public const int Root = 1;
    private const int NodeSize = 24;
    private const int MaxNodes = 4096;
    private const int HeapStart = NodeSize * (MaxNodes + 1);
    private const int Size = 1 << 20;

    // The header is where node 0 would be.
    private const int NodeCount = 0;
    private const int HeapEnd = 4;
    private const int Parent = 0;
    private const int FirstChild = 4;
    private const int NextSibling = 8;
    private const int FirstProperty = 12;
    private const int NodeName = 16;

    // A property: next one, place of its name, bytes of the value, place of the value.
    private const int NextProperty = 0;
    private const int PropertyName = 4;
    private const int ValueSize = 8;
    private const int ValueAt = 12;
    private const int PropertySize = 16;
    private readonly MemoryBlock block = machine.AddBlock(new MemoryBlock("of-tree", Size));

    /// <summary>Number of nodes; nodes are numbered from 1 on.</summary>
    public int Count => Get(NodeCount);

    /// <summary>Empties the tree.</summary>
    public void Clear()
    {
        block.MarkWritten(0, Size);
        block.Span(0, Size).Clear();
        Set(HeapEnd, HeapStart);
    }

    /// <exception cref="UnimplementedException">There are too many.</exception>
    public int AddNode(int parent, string name)
    {
        var node = Get(NodeCount) + 1;
        if (node > MaxNodes)
        {
            throw new UnimplementedException($"open firmware: more than {MaxNodes} nodes");
        }

        Set(NodeCount, node);
        var at = node * NodeSize;
        Set(at + NodeName, Text(name));
        Set(at + Parent, parent);
        if (parent != None)
        {
            Link(parent, node);
        }

        var end = name.IndexOf('@', StringComparison.Ordinal);
        Put(node, "name", Encoding.ASCII.GetBytes((end < 0 ? name : name[..end]) + '\0'));
        return node;
    }

    public bool IsNode(int node) => node > None && node <= Count;

    public int ParentOf(int node) => Get((node * NodeSize) + Parent);

    public int ChildOf(int node) => Get((node * NodeSize) + FirstChild);

    public int SiblingOf(int node) => Get((node * NodeSize) + NextSibling);

    /// <summary>With unit address.</summary>
    public string NameOf(int node) => ReadText(Get((node * NodeSize) + NodeName));

    public int ChildNamed(int parent, string name)
    {
        for (var node = ChildOf(parent); node != None; node = SiblingOf(node))
        {
            if (NameOf(node) == name)
            {
                return node;
            }
        }

        return None;
    }

    public string PathOf(int node)
    {
        var path = "";
        for (; ParentOf(node) != None; node = ParentOf(node))
        {
            path = "/" + NameOf(node) + path;
        }

        return path.Length == 0 ? "/" : path;
    }

    /// <summary>The node of a path; parts may leave out the unit address, and arguments behind a colon are dropped.</summary>
    public int Find(string path)
    {
        if (!path.StartsWith('/'))
        {
            return None;
        }

        var node = Root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf(':', StringComparison.Ordinal);
            var wanted = end < 0 ? part : part[..end];
            node = ChildMatching(node, wanted);
            if (node == None)
            {
                return None;
            }
        }

        return node;
    }

    public bool TryGet(int node, string property, out ReadOnlySpan<byte> value)
    {
        var at = PropertyOf(node, property, out _);
        value = at == 0 ? default : block.Span((ulong)Get(at + ValueAt), Get(at + ValueSize));
        return at != 0;
    }

    /// <summary>The name of the property behind one, of the first for an empty name; null when there is none.</summary>
    public string? PropertyAfter(int node, string property)
    {
        var at = (node * NodeSize) + FirstProperty;
        if (property.Length != 0)
        {
            at = PropertyOf(node, property, out _);
            if (at == 0)
            {
                return null;
            }
        }

        var next = Get(at + NextProperty);
        return next == 0 ? null : ReadText(Get(next + PropertyName));
    }

    /// <summary>Sets a property, a new one behind all others.</summary>
    public void Put(int node, string property, ReadOnlySpan<byte> value)
    {
        var at = PropertyOf(node, property, out var last);
        if (at == 0)
        {
            at = Take(PropertySize);
            Set(at + PropertyName, Text(property));
            Set(last + NextProperty, at);
        }

        if (Get(at + ValueAt) == 0 || value.Length > Get(at + ValueSize))
        {
            Set(at + ValueAt, Take(Math.Max(value.Length, 1)));
        }

        Set(at + ValueSize, value.Length);
        block.MarkWritten((ulong)Get(at + ValueAt), (ulong)value.Length);
        value.CopyTo(block.Span((ulong)Get(at + ValueAt), value.Length));
    }

    public void PutCell(int node, string property, uint value)
    {
        Span<byte> cell = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(cell, value);
        Put(node, property, cell);
    }

    /// <summary>The place of a property, or 0; and what is linked to the last.</summary>
    private int PropertyOf(int node, string property, out int last)
    {
        // The first link of a node is where that of a property is.
        last = (node * NodeSize) + FirstProperty;
        for (var at = Get(last); at != 0; at = Get(at + NextProperty))
        {
            if (ReadText(Get(at + PropertyName)) == property)
            {
                return at;
            }

            last = at;
        }

        return 0;
    }

    private int ChildMatching(int parent, string wanted)
    {
        var exact = ChildNamed(parent, wanted);
        if (exact != None || wanted.Contains('@', StringComparison.Ordinal))
        {
            return exact;
        }

        for (var node = ChildOf(parent); node != None; node = SiblingOf(node))
        {
            if (NameOf(node).StartsWith(wanted + "@", StringComparison.Ordinal))
            {
                return node;
            }
        }

        return None;
    }

    private void Link(int parent, int node)
    {
        var link = (parent * NodeSize) + FirstChild;
        while (Get(link) != None)
        {
            link = (Get(link) * NodeSize) + NextSibling;
        }

        Set(link, node);
    }

    private int Text(string text)
    {
        var at = Take(text.Length + 1);
        block.MarkWritten((ulong)at, (ulong)text.Length + 1);
        Encoding.ASCII.GetBytes(text, block.Span((ulong)at, text.Length));
        return at;
    }

    private string ReadText(int at)
    {
        var rest = block.Span((ulong)at, Size - at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private int Take(int bytes)
    {
        var at = Get(HeapEnd);
        var end = (at + bytes + 3) & ~3;
        // The last byte stays zero, so that every name ends.
        if (end >= Size)
        {
            throw new UnimplementedException($"open firmware: a device tree of more than {Size} bytes");
        }

        Set(HeapEnd, end);
        return at;
    }

    private int Get(int at) => BinaryPrimitives.ReadInt32LittleEndian(block.Span((ulong)at, 4));

    private void Set(int at, int value)
    {
        block.MarkWritten((ulong)at, 4);
        BinaryPrimitives.WriteInt32LittleEndian(block.Span((ulong)at, 4), value);
    }
}
