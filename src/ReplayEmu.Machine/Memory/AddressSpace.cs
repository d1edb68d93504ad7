using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machine.Memory;

/// <summary>
/// Physical memory or I/O ports: a region graph flattened into a view for reads and one for writes. Accesses to device
/// registers are reported to the machine's observer as the guest made them, before they are split or widened.
/// </summary>
public sealed unsafe class AddressSpace
{
    private readonly Observation observation;
    private readonly InteractionKind readKind;
    private readonly InteractionKind writeKind;
    private FlatView readView = null!;
    private FlatView writeView = null!;
    private bool stale = true;

    /// <param name="root">The container that spans the whole space.</param>
    /// <param name="observation">Hears every register access.</param>
    /// <param name="isPorts">True for I/O ports: interactions are port accesses, and nothing there reads as all ones.</param>
    public AddressSpace(ContainerRegion root, Observation observation, bool isPorts)
    {
        Root = root;
        this.observation = observation;
        IsPorts = isPorts;
        readKind = isPorts ? InteractionKind.PortRead : InteractionKind.MmioRead;
        writeKind = isPorts ? InteractionKind.PortWrite : InteractionKind.MmioWrite;
        root.Changed += () =>
        {
            stale = true;
            Changed?.Invoke();
        };
    }

    public ContainerRegion Root { get; }

    public bool IsPorts { get; }

    /// <summary>Called when what is where has changed: CPUs drop what they know about host addresses.</summary>
    public Action? Changed { get; set; }

    public FlatView ReadView => Current(ref readView);

    public FlatView WriteView => Current(ref writeView);

    /// <summary>
    /// The host address of the 4 KiB page at a physical address for reading, when the whole page is RAM or ROM; otherwise null
    /// and the access must go through <see cref="Read"/>.
    /// </summary>
    public byte* ResolveReadPage(ulong page, out MemoryBlock? block, out ulong offset) =>
        Resolve(ReadView, page, write: false, out block, out offset);

    /// <summary>As <see cref="ResolveReadPage"/>, for writing; null for ROM and registers. The caller keeps the block's page flags.</summary>
    public byte* ResolveWritePage(ulong page, out MemoryBlock? block, out ulong offset) =>
        Resolve(WriteView, page, write: true, out block, out offset);

    /// <summary>One access of 1, 2, 4 or 8 bytes, little-endian; may cross ranges.</summary>
    public ulong Read(ulong address, int size)
    {
        var view = ReadView;
        var index = view.Find(address);
        if (index >= 0)
        {
            ref readonly var range = ref view.Ranges[index];
            if (range.Last - address >= (ulong)(size - 1))
            {
                var offset = address - range.First + range.Offset;
                if (range.Region is RamRegion ram)
                {
                    ram.Block.MarkRead(offset, (ulong)size);
                    return Load(ram.Block.Bytes + offset, size);
                }

                return ReadDevice((IoRegion)range.Region, address, offset, size);
            }

            if (size > 1)
            {
                return ReadBytewise(address, size);
            }
        }

        return ReadUnassigned(address, size);
    }

    /// <summary>One access of 1, 2, 4 or 8 bytes, little-endian; may cross ranges.</summary>
    public void Write(ulong address, int size, ulong value)
    {
        var view = WriteView;
        var index = view.Find(address);
        if (index >= 0)
        {
            ref readonly var range = ref view.Ranges[index];
            if (range.Last - address >= (ulong)(size - 1))
            {
                var offset = address - range.First + range.Offset;
                if (range.Region is RamRegion ram)
                {
                    if (!ram.ReadOnly)
                    {
                        ram.Block.MarkWritten(offset, (ulong)size);
                        Store(ram.Block.Bytes + offset, size, value);
                    }
                }
                else
                {
                    WriteDevice((IoRegion)range.Region, address, offset, size, value);
                }

                return;
            }

            if (size > 1)
            {
                for (var i = 0; i < size; i++)
                {
                    Write(address + (ulong)i, 1, value >> (8 * i) & 0xff);
                }

                return;
            }
        }

        observation.Report(writeKind, Observation.Unassigned, address, (uint)size, value);
    }

    /// <summary>Bulk read as a bus master does it; registers are read a byte at a time.</summary>
    public void ReadBytes(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var index = ReadView.Find(address);
            if (index >= 0 && ReadView.Ranges[index] is { Region: RamRegion ram } range)
            {
                var length = (int)Math.Min((ulong)destination.Length - 1, range.Last - address) + 1;
                var offset = address - range.First + range.Offset;
                ram.Block.MarkRead(offset, (ulong)length);
                ram.Block.Span(offset, length).CopyTo(destination);
                destination = destination[length..];
                address += (ulong)length;
            }
            else
            {
                destination[0] = (byte)Read(address, 1);
                destination = destination[1..];
                address++;
            }
        }
    }

    /// <summary>Bulk write as a bus master does it; registers are written a byte at a time, ROM is left alone.</summary>
    public void WriteBytes(ulong address, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            var index = WriteView.Find(address);
            if (index >= 0 && WriteView.Ranges[index] is { Region: RamRegion ram } range)
            {
                var length = (int)Math.Min((ulong)source.Length - 1, range.Last - address) + 1;
                if (!ram.ReadOnly)
                {
                    var offset = address - range.First + range.Offset;
                    ram.Block.MarkWritten(offset, (ulong)length);
                    source[..length].CopyTo(ram.Block.Span(offset, length));
                }

                source = source[length..];
                address += (ulong)length;
            }
            else
            {
                Write(address, 1, source[0]);
                source = source[1..];
                address++;
            }
        }
    }

    private static byte* Resolve(FlatView view, ulong page, bool write, out MemoryBlock? block, out ulong offset)
    {
        page &= ~(ulong)(MemoryBlock.PageSize - 1);
        var index = view.Find(page);
        if (index >= 0)
        {
            ref readonly var range = ref view.Ranges[index];
            if (
                range.Region is RamRegion ram
                && !(write && ram.ReadOnly)
                && range.Last - page >= MemoryBlock.PageSize - 1
            )
            {
                offset = page - range.First + range.Offset;
                // A page that straddles two block pages would confuse the page flags.
                if ((offset & (MemoryBlock.PageSize - 1)) == 0)
                {
                    block = ram.Block;
                    return ram.Block.Bytes + offset;
                }
            }
        }

        block = null;
        offset = 0;
        return null;
    }

    private static ulong Load(byte* source, int size) =>
        size switch
        {
            1 => *source,
            2 => BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(source, 2)),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(source, 4)),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(source, 8)),
        };

    private static void Store(byte* destination, int size, ulong value)
    {
        switch (size)
        {
            case 1:
                *destination = (byte)value;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(new Span<byte>(destination, 2), (ushort)value);
                break;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(destination, 4), (uint)value);
                break;
            default:
                BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(destination, 8), value);
                break;
        }
    }

    /// <summary>Start of the device's smallest unit that holds an offset.</summary>
    private static ulong UnitOf(ulong offset, AccessSizes sizes) => offset & ~(ulong)(sizes.Min - 1);

    /// <summary>A value whose byte 0 is at <paramref name="from"/>, with byte 0 moved to <paramref name="to"/>; less than 8 apart.</summary>
    private static ulong Shifted(ulong value, ulong from, ulong to) =>
        from >= to ? value << (int)(8 * (from - to)) : value >> (int)(8 * (to - from));

    private static ulong Mask(int size) => size >= 8 ? ulong.MaxValue : (1UL << (8 * size)) - 1;

    private FlatView Current(ref FlatView view)
    {
        if (stale)
        {
            readView = FlatView.Flatten(Root, Visibility.Read);
            writeView = FlatView.Flatten(Root, Visibility.Write);
            stale = false;
        }

        return view;
    }

    private ulong ReadBytewise(ulong address, int size)
    {
        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= Read(address + (ulong)i, 1) << (8 * i);
        }

        return value;
    }

    private ulong ReadUnassigned(ulong address, int size)
    {
        var value = IsPorts ? Mask(size) : 0;
        observation.Report(readKind, Observation.Unassigned, address, (uint)size, value);
        return value;
    }

    private ulong ReadDevice(IoRegion region, ulong address, ulong offset, int size)
    {
        var sizes = region.Implemented;
        ulong value = 0;
        if (size < sizes.Min)
        {
            // The access may straddle two of the device's units.
            for (var unit = UnitOf(offset, sizes); unit <= offset + (ulong)(size - 1); unit += (ulong)sizes.Min)
            {
                value |= Shifted(region.Device.Read(unit, sizes.Min) & Mask(sizes.Min), unit, offset);
            }
        }
        else if (size <= sizes.Max)
        {
            value = region.Device.Read(offset, size);
        }
        else
        {
            for (var i = 0; i < size; i += sizes.Max)
            {
                value |= (region.Device.Read(offset + (ulong)i, sizes.Max) & Mask(sizes.Max)) << (8 * i);
            }
        }

        value &= Mask(size);
        if (region.IsReported)
        {
            observation.Report(readKind, region.Source, address, (uint)size, value);
        }

        return value;
    }

    private void WriteDevice(IoRegion region, ulong address, ulong offset, int size, ulong value)
    {
        value &= Mask(size);
        if (region.IsReported)
        {
            observation.Report(writeKind, region.Source, address, (uint)size, value);
        }

        var sizes = region.Implemented;
        if (size < sizes.Min)
        {
            for (var unit = UnitOf(offset, sizes); unit <= offset + (ulong)(size - 1); unit += (ulong)sizes.Min)
            {
                region.Device.Write(unit, sizes.Min, Shifted(value, offset, unit) & Mask(sizes.Min));
            }
        }
        else if (size <= sizes.Max)
        {
            region.Device.Write(offset, size, value);
        }
        else
        {
            for (var i = 0; i < size; i += sizes.Max)
            {
                region.Device.Write(offset + (ulong)i, sizes.Max, value >> (8 * i) & Mask(sizes.Max));
            }
        }
    }
}
