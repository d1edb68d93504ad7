using System;
using System.Numerics;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pci;

/// <summary>What a base address register decodes.</summary>
public enum PciBarKind : byte
{
    Io,
    Memory32,
    Memory64,
    Rom,
}

/// <summary>One base address register with the region it puts into an address space.</summary>
public sealed class PciBar
{
    private readonly Mapping mapping;

    internal PciBar(int index, PciBarKind kind, bool prefetchable, MemoryRegion region, ContainerRegion space)
    {
        if (!BitOperations.IsPow2(region.Size))
        {
            throw new ArgumentException($"BAR region '{region.Name}' of {region.Size} bytes is no power of two");
        }

        Index = index;
        Kind = kind;
        Prefetchable = prefetchable;
        Region = region;
        // In front of what the bus itself has at that address, as a claiming device is on the real bus.
        mapping = space.Map(0, region, priority: 1, Visibility.None);
    }

    /// <summary>0 to 5; the expansion ROM is 6.</summary>
    public int Index { get; }

    public PciBarKind Kind { get; }

    public bool Prefetchable { get; }

    public MemoryRegion Region { get; }

    /// <summary>Bytes, a power of two.</summary>
    public ulong Size => Region.Size;

    /// <summary>Configuration register.</summary>
    public int Register => Kind == PciBarKind.Rom ? PciRegister.Rom : PciRegister.Bar0 + (4 * Index);

    /// <summary>Bytes of configuration space.</summary>
    public int Width => Kind == PciBarKind.Memory64 ? 8 : 4;

    /// <summary>The register's read-only low bits.</summary>
    public uint TypeBits =>
        Kind switch
        {
            PciBarKind.Io => 1,
            PciBarKind.Memory32 => Prefetchable ? 8u : 0,
            PciBarKind.Memory64 => Prefetchable ? 12u : 4,
            _ => 0,
        };

    /// <summary>Where the region is mapped now, or null.</summary>
    public ulong? Address => mapping.Visibility == Visibility.None ? null : mapping.Address;

    /// <summary>Maps or unmaps the region after a change of the register or of the command register.</summary>
    internal void Update(ulong value, ushort command)
    {
        if (Decode(value, command) is { } address)
        {
            mapping.Move(address);
        }
        else
        {
            mapping.Hide();
        }
    }

    /// <summary>
    /// The address that a register value stands for, null when it decodes nothing: the space is off in the command register, the
    /// address is 0 or wraps, or it lies outside the space (what a guest writes while it sizes the register).
    /// </summary>
    private ulong? Decode(ulong value, ushort command)
    {
        var address = value & ~(Size - 1);
        var last = unchecked(address + Size - 1);
        var enabled = Kind switch
        {
            PciBarKind.Io => (command & PciRegister.CommandIo) != 0 && last <= 0xffff,
            PciBarKind.Memory32 => (command & PciRegister.CommandMemory) != 0 && last < uint.MaxValue,
            PciBarKind.Memory64 => (command & PciRegister.CommandMemory) != 0 && last < ulong.MaxValue,
            _ => (command & PciRegister.CommandMemory) != 0 && (value & 1) != 0 && last < uint.MaxValue,
        };
        return enabled && address != 0 && last > address ? address : null;
    }
}
