using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// Kernel and initial RAM disk as the machine loads them: a 64-bit ELF file of either byte order, moved to
/// <see cref="LoadAddress"/>, and behind it the RAM disk.
/// </summary>
internal sealed class PseriesKernel
{
    public const ulong LoadAddress = 0x400000;

    /// <summary>Bits of physical addresses in the file that count.</summary>
    private const ulong AddressMask = 0x0fff_ffff;
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int MaxSegments = 64;
    private const ushort PowerPc64 = 21;
    private const uint Load = 1;
    private readonly List<(ulong Address, byte[] Bytes, ulong Size)> segments = [];
    private readonly byte[] initrd = [];

    private PseriesKernel(IImage kernel, string name, IImage? initrd, ulong limit)
    {
        var file = new byte[kernel.Size];
        kernel.Read(0, file);
        IsLittleEndian = ByteOrderOf(file, name);
        ReadSegments(file, name);
        if (Size > limit - LoadAddress)
        {
            throw new ConfigurationException($"kernel {name}: {Size} bytes do not fit below 0x{limit:x}");
        }

        if (initrd is null)
        {
            return;
        }

        InitrdStart = (LoadAddress + Size + 0x1ffff) & ~0xffffUL;
        if (InitrdStart >= limit || (ulong)initrd.Size > limit - InitrdStart)
        {
            throw new ConfigurationException($"initrd: {initrd.Size} bytes do not fit below 0x{limit:x}");
        }

        this.initrd = new byte[initrd.Size];
        initrd.Read(0, this.initrd);
    }

    /// <summary>Bytes from <see cref="LoadAddress"/> on, those that begin as zeros included.</summary>
    public ulong Size { get; private set; }

    public bool IsLittleEndian { get; }

    /// <summary>0 when there is none.</summary>
    public ulong InitrdStart { get; }

    /// <summary>Bytes.</summary>
    public ulong InitrdSize => (ulong)initrd.Length;

    /// <summary>Reads the files; null when the machine has no kernel.</summary>
    /// <param name="limit">Address below which all must be.</param>
    /// <exception cref="ConfigurationException">Not such a file, or too large.</exception>
    public static PseriesKernel? Open(MachineConfig config, IImageSource images, ulong limit) =>
        config.Kernel is { } kernel
            ? new PseriesKernel(
                images.Open(kernel),
                kernel.Name,
                config.Initrd is { } disk ? images.Open(disk) : null,
                limit
            )
            : null;

    /// <summary>Copies both into RAM.</summary>
    public void LoadInto(MemoryBlock ram)
    {
        foreach (var (address, bytes, size) in segments)
        {
            ram.MarkWritten(address, size);
            var target = ram.Span(address, (int)size);
            target.Clear();
            bytes.CopyTo(target);
        }

        if (initrd.Length != 0)
        {
            ram.MarkWritten(InitrdStart, InitrdSize);
            initrd.CopyTo(ram.Span(InitrdStart, initrd.Length));
        }
    }

    private static bool ByteOrderOf(byte[] file, string name)
    {
        // Magic, 64 bits, little-endian or big-endian.
        if (
            file.Length < HeaderSize
            || BinaryPrimitives.ReadUInt32BigEndian(file) != 0x7f454c46
            || file[4] != 2
            || file[5] is not (1 or 2)
            || Half(file, 18, file[5] == 1) != PowerPc64
        )
        {
            throw new ConfigurationException($"kernel {name}: not a 64-bit PowerPC ELF file");
        }

        return file[5] == 1;
    }

    private void ReadSegments(byte[] file, string name)
    {
        var table = Double(file, 32);
        var count = Half(file, 56, IsLittleEndian);
        if (
            Half(file, 54, IsLittleEndian) != ProgramHeaderSize
            || count > MaxSegments
            || table > (ulong)file.Length
            || (ulong)file.Length - table < (ulong)count * ProgramHeaderSize
        )
        {
            throw new ConfigurationException($"kernel {name}: its program headers are damaged");
        }

        for (var i = 0; i < count; i++)
        {
            ReadSegment(file, name, (int)table + (i * ProgramHeaderSize));
        }
    }

    private void ReadSegment(byte[] file, string name, int header)
    {
        if (Word(file, header) != Load)
        {
            return;
        }

        var offset = Double(file, header + 8);
        var address = (Double(file, header + 24) & AddressMask) + LoadAddress;
        var stored = Double(file, header + 32);
        var size = Double(file, header + 40);
        if (offset > (ulong)file.Length || stored > (ulong)file.Length - offset || stored > size || size > int.MaxValue)
        {
            throw new ConfigurationException($"kernel {name}: a segment is not in the file");
        }

        segments.Add((address, file.AsSpan((int)offset, (int)stored).ToArray(), size));
        Size = Math.Max(Size, address + size - LoadAddress);
    }

    private static ushort Half(byte[] file, int at, bool little) =>
        little
            ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at))
            : BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private uint Word(byte[] file, int at) =>
        IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at))
            : BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));

    private ulong Double(byte[] file, int at) =>
        IsLittleEndian
            ? BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at))
            : BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(at));
}
