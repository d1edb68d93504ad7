using System;
using System.Buffers.Binary;
using System.Text;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// Hands a Multiboot kernel (Multiboot Specification 0.6.96) to the firmware: a 32-bit ELF file, or an image that tells its own
/// addresses, and one module. The option ROM <see cref="OptionRom"/> adds the memory map and enters it.
/// </summary>
internal static class MultibootKernel
{
    /// <summary>The ROM that loads what is here.</summary>
    public const string OptionRom = "multiboot.bin";

    private const uint Magic = 0x1bad_b002;
    private const uint HasAddresses = 1 << 16;
    private const uint Mebibyte = 0x10_0000;

    /// <summary>Below, the option ROM has its stack and the memory map.</summary>
    private const uint LowestAddress = 0x1_0000;
    private const int SearchedBytes = 8192;
    private const int InformationBytes = 120;

    /// <summary>Memory sizes, command line, modules, memory map and loader's name are valid.</summary>
    private const uint InformationFlags = 0x24d;

    public static bool IsOne(ReadOnlySpan<byte> image) => HeaderOf(image) >= 0;

    /// <exception cref="ConfigurationException">Not a kernel that can be loaded, or one that does not fit.</exception>
    public static void Fill(FwCfgItems items, MachineConfig config, byte[] image, byte[]? module)
    {
        var end = Math.Min(config.RamBytes, 0xe000_0000ul);
        var (address, data, entry) = Load(image, end);
        var place = (address + (uint)data.Length + 0xfff) & ~0xfffu;
        var information = Information(config, place, module, end);
        if (place + (ulong)information.Length > end)
        {
            throw new ConfigurationException("-kernel: kernel and module do not fit into RAM; give more with -m");
        }

        items.AddKey(FwCfgKeys.KernelAddress, address);
        items.AddKey(FwCfgKeys.KernelSize, (uint)data.Length);
        items.AddKey(FwCfgKeys.KernelEntry, entry);
        items.AddKey(FwCfgKeys.KernelData, data);
        items.AddKey(FwCfgKeys.InitrdAddress, place);
        items.AddKey(FwCfgKeys.InitrdSize, (uint)information.Length);
        items.AddKey(FwCfgKeys.InitrdData, information);
    }

    /// <summary>Offset of the header: aligned to four bytes, in the first 8 KiB, with a right checksum; -1 without one.</summary>
    private static int HeaderOf(ReadOnlySpan<byte> image)
    {
        for (var at = 0; at + 12 <= Math.Min(image.Length, SearchedBytes); at += 4)
        {
            if (Word(image, at) == Magic && Magic + Word(image, at + 4) + Word(image, at + 8) == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static (uint Address, byte[] Data, uint Entry) Load(byte[] image, ulong ramEnd)
    {
        var header = HeaderOf(image);
        return (Word(image, header + 4) & HasAddresses) != 0 && header + 32 <= image.Length
            ? LoadPlain(image, header, ramEnd)
            : LoadElf(image, ramEnd);
    }

    /// <summary>Header fields header_addr, load_addr, load_end_addr, bss_end_addr and entry_addr.</summary>
    private static (uint Address, byte[] Data, uint Entry) LoadPlain(byte[] image, int header, ulong ramEnd)
    {
        var headerAddress = Word(image, header + 12);
        var load = Word(image, header + 16);
        var offset = (long)header - (headerAddress - (long)load);
        var loadEnd = Word(image, header + 20) is var given and not 0
            ? given
            : (ulong)load + (ulong)(image.Length - offset);
        var end = Math.Max(loadEnd, Word(image, header + 24));
        if (offset < 0 || loadEnd < load || offset + (long)(loadEnd - load) > image.Length)
        {
            throw new ConfigurationException("-kernel: the addresses in its Multiboot header are not in the file");
        }

        var data = Room(load, end, ramEnd);
        image.AsSpan((int)offset, (int)(loadEnd - load)).CopyTo(data);
        return (load, data, Word(image, header + 28));
    }

    /// <summary>The loadable segments at their physical addresses.</summary>
    private static (uint Address, byte[] Data, uint Entry) LoadElf(byte[] image, ulong ramEnd)
    {
        const uint ElfMagic = 0x464c_457f;
        const uint Class32LittleEndian = 0x0101;
        const int HeaderSize = 32;
        if (image.Length < 52 || Word(image, 0) != ElfMagic || (Word(image, 4) & 0xffff) != Class32LittleEndian)
        {
            throw new ConfigurationException(
                "-kernel: a Multiboot kernel must be a 32-bit ELF file or tell its addresses"
            );
        }

        var table = Word(image, 28);
        var count = Word(image, 44) & 0xffff;
        if ((Word(image, 40) >> 16) != HeaderSize || table + ((ulong)count * HeaderSize) > (ulong)image.Length)
        {
            throw new ConfigurationException("-kernel: the ELF file's program headers are not in it");
        }

        var (start, end) = (ulong.MaxValue, 0ul);
        for (var i = 0; i < count; i++)
        {
            var row = image.AsSpan((int)table + (i * HeaderSize));
            if (Word(row, 0) != 1 || Word(row, 20) == 0)
            {
                continue;
            }

            if (Word(row, 16) > Word(row, 20) || Word(row, 4) + (ulong)Word(row, 16) > (ulong)image.Length)
            {
                throw new ConfigurationException("-kernel: a segment of the ELF file is not in it");
            }

            start = Math.Min(start, Word(row, 12));
            end = Math.Max(end, Word(row, 12) + (ulong)Word(row, 20));
        }

        var data = Room(start, end, ramEnd);
        for (var i = 0; i < count; i++)
        {
            var row = image.AsSpan((int)table + (i * HeaderSize));
            if (Word(row, 0) == 1 && Word(row, 20) != 0)
            {
                image.AsSpan((int)Word(row, 4), (int)Word(row, 16)).CopyTo(data.AsSpan((int)(Word(row, 12) - start)));
            }
        }

        return ((uint)start, data, Word(image, 24));
    }

    private static byte[] Room(ulong start, ulong end, ulong ramEnd) =>
        start >= LowestAddress && end > start && end <= ramEnd
            ? new byte[end - start]
            : throw new ConfigurationException(
                $"-kernel: it wants memory from 0x{start:x} to 0x{end:x}, which is not all RAM above 64 KiB; give more with -m"
            );

    /// <summary>Boot information, one module descriptor, texts, and the module on a page of its own.</summary>
    private static byte[] Information(MachineConfig config, uint place, byte[]? module, ulong end)
    {
        const int ModuleEntry = InformationBytes;
        const int Texts = ModuleEntry + 16;
        var line = Encoding.UTF8.GetBytes($"{config.Kernel!.Name} {config.Append}\0");
        var name = Encoding.UTF8.GetBytes($"{config.Initrd?.Name}\0");
        var loader = "ReplayEmu\0"u8;
        var moduleAt = (Texts + line.Length + name.Length + loader.Length + 0xfff) & ~0xfff;
        var data = new byte[module is null ? moduleAt : moduleAt + module.Length];
        line.CopyTo(data.AsSpan(Texts));
        name.CopyTo(data.AsSpan(Texts + line.Length));
        loader.CopyTo(data.AsSpan(Texts + line.Length + name.Length));
        Put(data, 0, InformationFlags);
        Put(data, 4, 640);
        Put(data, 8, (uint)((end - Mebibyte) >> 10));
        Put(data, 16, place + Texts);
        Put(data, 64, place + (uint)(Texts + line.Length + name.Length));
        if (module is not null)
        {
            Put(data, 20, 1);
            Put(data, 24, place + ModuleEntry);
            Put(data, ModuleEntry, place + (uint)moduleAt);
            Put(data, ModuleEntry + 4, place + (uint)data.Length);
            Put(data, ModuleEntry + 8, place + (uint)(Texts + line.Length));
            module.CopyTo(data.AsSpan(moduleAt));
        }

        return data;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static void Put(byte[] bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
