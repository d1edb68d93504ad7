using System;
using System.Collections.Generic;

namespace ReplayEmu.Machine.Memory;

/// <summary>Which accesses see a region: chipsets shadow ROM by routing reads and writes apart (PAM).</summary>
[Flags]
public enum Visibility : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    ReadWrite = Read | Write,
}

/// <summary>A node of the graph that is flattened into an <see cref="AddressSpace"/>.</summary>
public abstract class MemoryRegion
{
    /// <param name="name">For dumps and errors.</param>
    /// <param name="size">Bytes, at least 1.</param>
    protected MemoryRegion(string name, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        Name = name;
        Size = size;
    }

    public string Name { get; }

    /// <summary>Bytes.</summary>
    public ulong Size { get; }
}

/// <summary>A part of a <see cref="MemoryBlock"/>: RAM, or ROM when <see cref="ReadOnly"/> (guest writes are dropped).</summary>
public sealed class RamRegion : MemoryRegion
{
    /// <param name="name">For dumps and errors.</param>
    /// <param name="block">Where the bytes are.</param>
    /// <param name="offset">Bytes from the start of the block.</param>
    /// <param name="size">Bytes, within the block.</param>
    /// <param name="readOnly">Guest writes are dropped.</param>
    public RamRegion(string name, MemoryBlock block, ulong offset, ulong size, bool readOnly = false)
        : base(name, size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, block.Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, block.Size - offset);
        Block = block;
        Offset = offset;
        ReadOnly = readOnly;
    }

    public MemoryBlock Block { get; }

    /// <summary>Bytes from the start of the block.</summary>
    public ulong Offset { get; }

    public bool ReadOnly { get; }
}

/// <summary>Device registers.</summary>
public sealed class IoRegion(string name, ulong size, IBusDevice device, AccessSizes implemented)
    : MemoryRegion(name, size)
{
    public IBusDevice Device { get; } = device;

    public AccessSizes Implemented { get; } = implemented;

    /// <summary>Number of the device in the machine's source table, see <see cref="Gate.Observation.Register"/>.</summary>
    public ushort Source { get; init; }

    /// <summary>False when the device reports its interactions itself.</summary>
    public bool IsReported { get; init; } = true;
}

/// <summary>A window onto another region; nothing is behind the target's end.</summary>
public sealed class AliasRegion(string name, MemoryRegion target, ulong offset, ulong size) : MemoryRegion(name, size)
{
    public MemoryRegion Target { get; } = target;

    /// <summary>Bytes from the start of the target.</summary>
    public ulong Offset { get; } = offset;
}

/// <summary>Regions at addresses, the higher priority in front; of equal priorities the later added is in front.</summary>
public sealed class ContainerRegion(string name, ulong size) : MemoryRegion(name, size)
{
    private readonly List<Mapping> mappings = [];
    private int added;

    /// <summary>Called after any change below this container.</summary>
    public Action? Changed { get; set; }

    public IReadOnlyList<Mapping> Mappings => mappings;

    /// <summary>Adds a region; the returned mapping moves, shows and hides it.</summary>
    /// <exception cref="InvalidOperationException">The container would be inside itself.</exception>
    public Mapping Map(
        ulong address,
        MemoryRegion region,
        int priority = 0,
        Visibility visibility = Visibility.ReadWrite
    )
    {
        if (Shows(region, this))
        {
            throw new InvalidOperationException(
                $"memory region '{region.Name}': '{Name}' would be inside itself, a loop"
            );
        }

        var mapping = new Mapping(this, region, priority, added++);
        mappings.Add(mapping);
        if (ContainerBehind(region) is { } child)
        {
            child.Changed += OnChanged;
        }

        mapping.Move(address, visibility);
        return mapping;
    }

    public void Unmap(Mapping mapping)
    {
        mappings.Remove(mapping);
        if (ContainerBehind(mapping.Region) is { } child)
        {
            child.Changed -= OnChanged;
        }

        OnChanged();
    }

    internal void OnChanged() => Changed?.Invoke();

    private static bool Shows(MemoryRegion region, ContainerRegion wanted)
    {
        if (ContainerBehind(region) is not { } container)
        {
            return false;
        }

        if (ReferenceEquals(container, wanted))
        {
            return true;
        }

        foreach (var mapping in container.mappings)
        {
            if (Shows(mapping.Region, wanted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The container that a region shows, through aliases: its changes are changes here.</summary>
    private static ContainerRegion? ContainerBehind(MemoryRegion region)
    {
        while (region is AliasRegion alias)
        {
            region = alias.Target;
        }

        return region as ContainerRegion;
    }
}

/// <summary>A region's place in a container.</summary>
public sealed class Mapping
{
    private readonly ContainerRegion container;

    internal Mapping(ContainerRegion container, MemoryRegion region, int priority, int order)
    {
        this.container = container;
        Region = region;
        Priority = priority;
        Order = order;
    }

    public MemoryRegion Region { get; }

    public int Priority { get; }

    /// <summary>Bytes from the start of the container.</summary>
    public ulong Address { get; private set; }

    public Visibility Visibility { get; private set; }

    internal int Order { get; }

    /// <summary>Moves or hides the region; no change, no work.</summary>
    public void Move(ulong address, Visibility visibility = Visibility.ReadWrite)
    {
        if (Address == address && Visibility == visibility)
        {
            return;
        }

        Address = address;
        Visibility = visibility;
        container.OnChanged();
    }

    public void Hide() => Move(Address, Visibility.None);
}
