using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// Hands a Linux kernel image to the firmware as QEMU does: splits it into setup code and kernel, fills in the setup header
/// (Documentation/arch/x86/boot.rst) and puts all of it into the firmware configuration device, where the option ROM
/// <see cref="OptionRom"/> takes it from.
/// </summary>
internal sealed class LinuxKernel
{
    /// <summary>The ROM that loads what is here.</summary>
    public const string OptionRom = "linuxboot.bin";

    private const int Sector = 512;
    private const int HeaderSize = 8192;
    private const int SetupSectors = 0x1f1;
    private const int VideoMode = 0x1fa;
    private const int MagicOffset = 0x202;
    private const uint Magic = 0x53726448;
    private const int Version = 0x206;
    private const int LoaderType = 0x210;
    private const int LoadFlags = 0x211;
    private const int InitrdAddress = 0x218;
    private const int InitrdSize = 0x21c;
    private const int HeapEnd = 0x224;
    private const int CommandLine = 0x228;
    private const int InitrdMaximum = 0x22c;
    private const int ExtendedLoadFlags = 0x236;
    private const byte LoadedHigh = 0x01;
    private const byte CanUseHeap = 0x80;

    /// <summary>Loader type that QEMU goes by, revision 0.</summary>
    private const byte Loader = 0xb0;

    private readonly byte[] setup;
    private readonly ReadOnlyMemory<byte> kernel;
    private readonly int protocol;
    private readonly uint realAddress;
    private readonly uint commandLineAddress;
    private readonly uint kernelAddress;
    private readonly byte[] commandLine;

    private LinuxKernel(byte[] image, string append)
    {
        commandLine = [.. Encoding.UTF8.GetBytes(append), 0];
        var header = image.AsSpan(0, Math.Min(HeaderSize, image.Length));
        protocol = BinaryPrimitives.ReadUInt16LittleEndian(header[Version..]);
        var alignedLine = (uint)((commandLine.Length - 1 + 16) & ~15);
        var isHigh = protocol >= 0x200 && (header[LoadFlags] & LoadedHigh) != 0;
        var isRecent = isHigh && protocol >= 0x202;
        realAddress = isRecent ? 0x10000u : 0x90000;
        commandLineAddress = isRecent ? 0x20000 : 0x9a000 - alignedLine;
        kernelAddress = isHigh ? 0x100000u : 0x10000;

        var sectors = header[SetupSectors] == 0 ? 4 : header[SetupSectors];
        var size = (sectors + 1) * Sector;
        if (size > image.Length)
        {
            throw new ConfigurationException(
                $"-kernel: the image has {image.Length} bytes, but its setup code alone would have {size}"
            );
        }

        setup = image[..size];
        kernel = image.AsMemory(size);
        FillHeader(append);
    }

    /// <exception cref="ConfigurationException">Not a Linux image, or one that does not fit.</exception>
    public static void Fill(FwCfgItems items, MachineConfig config, byte[] image, byte[]? initrd, uint firmwareBytes)
    {
        if (image.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(MagicOffset)) != Magic)
        {
            throw new ConfigurationException(
                $"-kernel '{config.Kernel!.Name}': no Linux boot header (\"HdrS\" at byte 0x202)"
            );
        }

        var loaded = new LinuxKernel(image, config.Append ?? "");
        if (initrd is not null)
        {
            loaded.PlaceInitrd(items, initrd, PcMemory.LowBytes(config), firmwareBytes);
        }

        loaded.AddItems(items);
    }

    private void FillHeader(string append)
    {
        var header = setup.AsSpan();
        if (protocol >= 0x202)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[CommandLine..], commandLineAddress);
        }
        else
        {
            // Magic and offset of the old command line protocol.
            BinaryPrimitives.WriteUInt16LittleEndian(header[0x20..], 0xa33f);
            BinaryPrimitives.WriteUInt16LittleEndian(header[0x22..], (ushort)(commandLineAddress - realAddress));
        }

        if (VideoModeOf(append) is { } mode)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[VideoMode..], mode);
        }

        if (protocol >= 0x200)
        {
            header[LoaderType] = Loader;
        }

        if (protocol >= 0x201)
        {
            header[LoadFlags] |= CanUseHeap;
            BinaryPrimitives.WriteUInt16LittleEndian(
                header[HeapEnd..],
                (ushort)(commandLineAddress - realAddress - 0x200)
            );
        }
    }

    /// <summary><c>vga=</c> of the command line, or null.</summary>
    private static ushort? VideoModeOf(string append)
    {
        const string Option = "vga=";
        var at = append.IndexOf(Option, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var value = append.AsSpan(at + Option.Length);
        var end = value.IndexOf(' ');
        value = end < 0 ? value : value[..end];
        switch (value)
        {
            case "normal":
                return 0xffff;
            case "ext":
                return 0xfffe;
            case "ask":
                return 0xfffd;
        }

        var isHex = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ushort.TryParse(
            isHex ? value[2..] : value,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var mode
        )
            ? mode
            : throw new ConfigurationException(
                $"-append: vga={value} is no video mode; give normal, ext, ask or a number"
            );
    }

    /// <summary>As high as the kernel and the firmware's tables at the end of RAM allow.</summary>
    private void PlaceInitrd(FwCfgItems items, byte[] initrd, ulong ramBytes, uint firmwareBytes)
    {
        if (protocol < 0x200)
        {
            throw new ConfigurationException("-initrd: this kernel is too old for an initial RAM disk");
        }

        const ushort Above4G = 0x02;
        var header = setup.AsSpan();
        var isFree = protocol >= 0x20c && (header[ExtendedLoadFlags] & Above4G) != 0;
        ulong last =
            isFree ? uint.MaxValue
            : protocol >= 0x203 ? BinaryPrimitives.ReadUInt32LittleEndian(header[InitrdMaximum..])
            : 0x37ff_ffff;
        if (last >= ramBytes - firmwareBytes)
        {
            last = ramBytes - firmwareBytes - 1;
        }

        if (
            (ulong)initrd.Length >= last
            || ((last - (ulong)initrd.Length) & ~0xffful) < kernelAddress + (ulong)kernel.Length
        )
        {
            throw new ConfigurationException(
                $"-initrd: {initrd.Length} bytes do not fit beside the kernel below 0x{last:x}; give more RAM with -m"
            );
        }

        var address = (uint)((last - (ulong)initrd.Length) & ~0xffful);
        items.AddKey(FwCfgKeys.InitrdAddress, address);
        items.AddKey(FwCfgKeys.InitrdSize, (uint)initrd.Length);
        items.AddKey(FwCfgKeys.InitrdData, initrd);
        BinaryPrimitives.WriteUInt32LittleEndian(header[InitrdAddress..], address);
        BinaryPrimitives.WriteUInt32LittleEndian(header[InitrdSize..], (uint)initrd.Length);
    }

    private void AddItems(FwCfgItems items)
    {
        items.AddKey(FwCfgKeys.CommandLineAddress, commandLineAddress);
        items.AddKey(FwCfgKeys.CommandLineSize, (uint)commandLine.Length);
        items.AddKey(FwCfgKeys.CommandLineData, commandLine);
        items.AddKey(FwCfgKeys.KernelAddress, kernelAddress);
        items.AddKey(FwCfgKeys.KernelSize, (uint)kernel.Length);
        items.AddKey(FwCfgKeys.KernelData, kernel);
        items.AddKey(FwCfgKeys.SetupAddress, realAddress);
        items.AddKey(FwCfgKeys.SetupSize, (uint)setup.Length);
        items.AddKey(FwCfgKeys.SetupData, setup);
    }
}
