using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines;

namespace ReplayEmu.Cli.Options;

/// <summary>Turns parsed options into the two configurations: what the guest sees, and where output goes.</summary>
/// <param name="options">The declared options.</param>
/// <param name="parsed">What the user gave.</param>
/// <param name="images">Opens and hashes files.</param>
public sealed class MachineSetup(MachineOptions options, ParseResult parsed, ImageStore images)
{
    private const string LinuxLoader = "linuxboot";

    /// <summary>Those that machines ask for by name.</summary>
    private static readonly string[] OptionRoms =
    [
        "vgabios-stdvga.bin",
        "vgabios-cirrus.bin",
        "efi-e1000.rom",
        "pxe-e1000.rom",
    ];

    /// <exception cref="ConfigurationException">A value does not fit or is not available.</exception>
    /// <exception cref="Host.HostException">A file cannot be read.</exception>
    public (MachineConfig Machine, HostConfig Host) Read()
    {
        RefuseUnavailable();
        var host = ReadHost();
        var machine = new MachineConfig
        {
            Machine = Text(options.Machine) ?? "pc",
            RamBytes = Text(options.Memory) is { } memory ? ReadMemory(memory) : 128 << 20,
            Cpu = Text(options.Cpu),
            Smp = Text(options.Smp) is { } smp ? SmpArgument.Parse(smp) : new SmpConfig(),
            TickNumerator = Text(options.Icount) is { } shift ? TickArgument.Parse(shift) : 8,
            RtcBaseSeconds = Text(options.Rtc) is { } date ? RtcBase.Parse(date) : 1325376000,
            Seed = Text(options.Seed) is { } seed ? Number.Parse("-seed", seed) : 0,
            NoDefaults = parsed.GetValue(options.NoDefaults),
            NoReboot = parsed.GetValue(options.NoReboot),
            Vga = Text(options.Vga),
            BootOrder = Text(options.Boot) is { } boot ? ReadBoot(boot) : null,
            Bios = ReadBios(),
            Roms = ReadRoms(),
            Kernel = Text(options.Kernel) is { } kernel ? images.AddFile(kernel, "kernel") : null,
            Initrd = Text(options.Initrd) is { } initrd ? images.AddFile(initrd, "initrd") : null,
            Append = Text(options.Append),
            Devices = [.. Texts(options.Devices).Select(DeviceArgument.ParseDevice)],
            Drives = ReadDrives(),
            Netdevs = ReadNetdevs(),
            Globals = [.. Texts(options.Globals).Select(DeviceArgument.ParseGlobal)],
            FwCfg = [.. Texts(options.FwCfg).Select(text => FwCfgArgument.Parse(text, images))],
            SerialPorts = host.Serial.Count,
            DebugConsole = host.DebugConsole is not null,
        };
        return (machine, host);
    }

    private static ulong ReadMemory(string text)
    {
        var items = CommaList.Parse("-m", text, first: "size");
        return items is [{ Name: "size" } size]
            ? Number.ParseMemory("-m", size.Value)
            : throw new ConfigurationException($"-m '{text}': only a size is available, for example -m 128M");
    }

    private static string ReadBoot(string text)
    {
        var items = CommaList.Parse("-boot", text, first: "order");
        return items is [{ Name: "order" } order] && order.Value.All(char.IsAsciiLetterLower)
            ? order.Value
            : throw new ConfigurationException(
                $"-boot '{text}': only an order of drive letters is available, for example -boot c"
            );
    }

    /// <summary>Null when the machine has firmware of its own.</summary>
    private ImageReference? ReadBios()
    {
        if (Text(options.Bios) is null && MachineCatalogue.BringsFirmware(Text(options.Machine) ?? ""))
        {
            return null;
        }

        var name = Text(options.Bios) ?? "builtin:" + BuiltInImages.Default;
        const string prefix = "builtin:";
        return name.StartsWith(prefix, System.StringComparison.Ordinal)
            ? BuiltInImages.Add(images, name[prefix.Length..])
            : images.AddFile(name, "firmware");
    }

    /// <summary>The built-in ROM that boots what is given with <c>-kernel</c>, and the option ROMs of displays and cards, as QEMU finds them in its data folder; the machine keeps those that it wants.</summary>
    private IReadOnlyList<ImageReference> ReadRoms()
    {
        ImageReference[] loader = Text(options.Kernel) is { } kernel
            ? [BuiltInImages.AddRom(images, LoaderOf(kernel))]
            : [];
        List<string> folders = [.. Texts(options.Folders)];
        if (Text(options.Bios) is { } bios && !bios.StartsWith("builtin:", System.StringComparison.Ordinal))
        {
            folders.Add(Path.GetDirectoryName(Path.GetFullPath(bios)) ?? ".");
        }

        return
        [
            .. loader,
            .. OptionRoms
                .Select(name => folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists))
                .OfType<string>()
                .Select(path => images.AddFile(path, "option ROM")),
        ];
    }

    /// <summary>The ROM for a kernel: a file without the header of Linux is taken for a Multiboot kernel.</summary>
    private static string LoaderOf(string path)
    {
        const int Magic = 0x202;
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[Magic + 4];
        var length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        return length == header.Length && !header[Magic..].SequenceEqual("HdrS"u8) ? "multiboot" : LinuxLoader;
    }

    private List<NetdevConfig> ReadNetdevs()
    {
        List<NetdevConfig> netdevs = [];
        foreach (var text in Texts(options.Netdevs))
        {
            netdevs.Add(NetdevArgument.Parse(text, netdevs, images));
        }

        return netdevs;
    }

    private List<DriveConfig> ReadDrives()
    {
        List<DriveConfig> drives = [];
        AddDisk(drives, options.DiskA, 0, "disk");
        AddDisk(drives, options.DiskB, 1, "disk");
        AddDisk(drives, options.DiskC, 2, "disk");
        AddDisk(drives, options.DiskD, 3, "disk");
        AddDisk(drives, options.CdRom, 2, "cdrom");
        foreach (var text in Texts(options.Drives))
        {
            drives.Add(DriveArgument.Parse(text, drives, images));
        }

        var taken = drives
            .Where(drive => drive.Interface == "ide")
            .GroupBy(drive => drive.Index)
            .FirstOrDefault(g => g.Count() > 1);
        return taken is null
            ? drives
            : throw new ConfigurationException(
                $"two drives have ide index {taken.Key}; give one of them another index="
            );
    }

    private void AddDisk(List<DriveConfig> drives, Option<string> option, int index, string media)
    {
        if (Text(option) is { } path)
        {
            drives.Add(DriveArgument.OfDisk(path, index, media, images));
        }
    }

    private HostConfig ReadHost()
    {
        var serial = Texts(options.Serial);
        var standard =
            serial.Length == 0 && (parsed.GetValue(options.NoGraphic) || !parsed.GetValue(options.NoDefaults));
        List<Backend> backends = standard
            ? [new Backend(BackendKind.Stdio)]
            :
            [
                .. serial
                    .Select(text => Backend.Parse("-serial", text))
                    .Where(backend => backend.Kind != BackendKind.None),
            ];
        var debug = Text(options.DebugConsole) is { } text ? Backend.Parse("-debugcon", text) : null;
        return new HostConfig(backends, debug is { Kind: BackendKind.None } ? null : debug)
        {
            Characters = [.. Texts(options.Chardevs).Select(CharacterArgument.Parse)],
            Sockets = [.. Texts(options.Netdevs).Select(NetdevArgument.ParseSocket).OfType<SocketEnd>()],
        };
    }

    private void RefuseUnavailable()
    {
        if (parsed.GetValue(options.Stopped) || parsed.GetValue(options.GdbDefault) || Text(options.Gdb) is not null)
        {
            throw new ConfigurationException(
                "-S, -s and -gdb come with 'replayemu debug', which this version does not have yet"
            );
        }

        if (Text(options.Display) is { } display && display != "none")
        {
            throw new ConfigurationException(
                $"-display {display} is not available; use -display none and a serial console"
            );
        }

        if (Text(options.Monitor) is { } monitor && monitor is not ("none" or "null"))
        {
            throw new ConfigurationException($"-monitor {monitor} is not available; use -monitor none");
        }
    }

    private string? Text(Option<string> option) => parsed.GetValue(option);

    private string[] Texts(Option<string[]> option) => parsed.GetValue(option) ?? [];
}
