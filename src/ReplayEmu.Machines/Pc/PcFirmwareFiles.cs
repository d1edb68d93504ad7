using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.Ich9;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// What QEMU puts into fw_cfg. Differences: <c>genroms/kvmvapic.bin</c> is there only when that ROM was given; the ACPI tables of pc-i440fx-1.7 and later and the SMBIOS
/// entries of 2.0 and later are not there yet.
/// </summary>
internal static class PcFirmwareFiles
{
    private const string VapicRom = "kvmvapic.bin";

    /// <summary>Bytes of QEMU's e820 table: a count and 16 entries; it stays empty without reserved ranges.</summary>
    private const int E820TableSize = 4 + (16 * 20);

    /// <summary>Bytes of QEMU's HPET item: a count and 8 timer blocks of 15 bytes.</summary>
    private const int HpetItemSize = 1 + (8 * 15);

    /// <summary>The interface as the machine version has it.</summary>
    public static FwCfgOptions OptionsOf(MachineConfig config) =>
        new()
        {
            Dma = PcBoardProperties.Get(config, FwCfgProperties.Dma),
            FileSlots = (int)PcBoardProperties.Get(config, FwCfgProperties.FileSlots),
            SortFiles = PcBoardProperties.Get(config, PcProperties.SortedFiles),
        };

    public static void Fill(FwCfgItems items, MachineConfig config, IImageSource images)
    {
        items.AddKey(FwCfgKeys.Signature, "QEMU"u8.ToArray());
        items.AddKey(FwCfgKeys.Uuid, new byte[16]);
        items.AddKey(FwCfgKeys.RamSize, config.RamBytes);
        items.AddKey(FwCfgKeys.NoGraphic, (ushort)0);
        items.AddKey(FwCfgKeys.CpuCount, (ushort)config.Smp.Cpus);
        // The numbers of local APICs are below this.
        var limit = new CpuPlace(config.Smp.Cpus - 1, config.Smp.Cores, config.Smp.Threads).ApicId + 1;
        items.AddKey(FwCfgKeys.MaxCpus, (ushort)limit);
        items.AddKey(FwCfgKeys.BootMenu, (ushort)0);
        // Count of nodes, then the node of each CPU.
        items.AddKey(FwCfgKeys.Numa, new byte[8 * (1 + limit)]);
        items.AddKey(FwCfgKeys.Irq0Override, new byte[] { 1 });
        items.AddKey(FwCfgKeys.E820Table, new byte[E820TableSize]);
        var hpet = new byte[HpetItemSize];
        // One: block 8086a201 at FED00000, at least 100 ticks, no page protection.
        hpet[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(hpet.AsSpan(1), HpetDevice.BlockId);
        BinaryPrimitives.WriteUInt64LittleEndian(hpet.AsSpan(5), HpetDevice.BaseAddress);
        hpet[13] = 100;
        items.AddKey(FwCfgKeys.Hpet, hpet);
        var newer = PcBoardProperties.Get(config, PcProperties.NewerFiles);
        if (newer)
        {
            // Milliseconds after which a failed boot restarts: never.
            items.AddFile("etc/boot-fail-wait", new byte[] { 0xff, 0xff, 0xff, 0xff });
            items.AddFile("etc/e820", E820(config));
        }

        AddVapic(items, config, images);
        var loader = AddKernel(items, config, images);
        var bootOrder = loader is null ? "" : "/rom@genroms/" + loader + "\0";
        AddManagement(items, config);
        if (newer)
        {
            // ACPI sleep states S3 to S5: bit 7 says that there is one, the rest is its type in the PM control register.
            items.AddFile("etc/system-states", new byte[] { 0x80, 0, 0, 0x81, 0x82, 0x80 });
        }

        items.AddFile("bootorder", Encoding.ASCII.GetBytes(bootOrder));
        foreach (var file in config.FwCfg)
        {
            items.AddFile(file.Name, Contents(file, images));
        }
    }

    /// <summary>The kernel of <c>-kernel</c> and the option ROM that boots it; the ROM's name, or null without a kernel.</summary>
    private static string? AddKernel(FwCfgItems items, MachineConfig config, IImageSource images)
    {
        if (config.Kernel is not { } kernel)
        {
            return null;
        }

        var image = ReadAll(images.Open(kernel), kernel.Name);
        var initrd = config.Initrd is { } reference ? ReadAll(images.Open(reference), reference.Name) : null;
        var isMultiboot = MultibootKernel.IsOne(image);
        var name = isMultiboot ? MultibootKernel.OptionRom : LinuxKernel.OptionRom;
        if (isMultiboot)
        {
            MultibootKernel.Fill(items, config, image, initrd);
        }
        else
        {
            var tables = PcBoardProperties.Get(config, PcProperties.FirmwareTableBytes);
            LinuxKernel.Fill(items, config, image, initrd, tables);
        }

        var rom =
            config.Roms.FirstOrDefault(rom => rom.Name == name)
            ?? throw new ConfigurationException($"-kernel needs the option ROM {name}");
        items.AddFile("genroms/" + name, ReadAll(images.Open(rom), rom.Name));
        return name;
    }

    /// <summary>What the firmware of Q35 can ask of system management interrupts. Requests cannot be written: what is asked for is nothing.</summary>
    private static void AddManagement(FwCfgItems items, MachineConfig config)
    {
        var supported = new byte[8];
        supported[0] = (byte)(
            (PcBoardProperties.Get(config, Ich9Properties.Broadcast) ? 1 : 0)
            | (PcBoardProperties.Get(config, Ich9Properties.HotPlug) ? 2 : 0)
            | (PcBoardProperties.Get(config, Ich9Properties.HotUnplug) ? 4 : 0)
        );
        if (!PcVersions.IsQ35(config.Machine) || supported[0] == 0)
        {
            return;
        }

        items.AddFile("etc/smi/supported-features", supported);
        items.AddFile("etc/smi/requested-features", new byte[8]);
        items.AddFile("etc/smi/features-ok", new byte[] { 1 });
    }

    private static void AddVapic(FwCfgItems items, MachineConfig config, IImageSource images)
    {
        var isOn = PcBoardProperties.Get(config, LocalApicProperties.Vapic);
        foreach (var rom in config.Roms)
        {
            if (rom.Name == VapicRom && isOn)
            {
                items.AddFile("genroms/" + VapicRom, ReadAll(images.Open(rom), rom.Name));
            }
        }
    }

    /// <summary>RAM below and above 4 GiB, in newer versions after what is reserved: address, length, type.</summary>
    private static byte[] E820(MachineConfig config)
    {
        const int Entry = 20;
        List<(ulong Address, ulong Length, uint Type)> entries = [];
        if (PcBoardProperties.Get(config, PcProperties.AmdHole))
        {
            entries.Add((0xfd_0000_0000, 0x3_0000_0000, 2));
        }

        var below = PcMemory.LowBytes(config);
        entries.Add((0, below, 1));
        if (below != config.RamBytes)
        {
            entries.Add((1ul << 32, config.RamBytes - below, 1));
        }

        var table = new byte[Entry * entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = table.AsSpan(Entry * i);
            BinaryPrimitives.WriteUInt64LittleEndian(entry, entries[i].Address);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], entries[i].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], entries[i].Type);
        }

        return table;
    }

    private static byte[] Contents(FwCfgFile file, IImageSource images) =>
        file.Image is { } image ? ReadAll(images.Open(image), file.Name) : Encoding.UTF8.GetBytes(file.Text ?? "");

    private static byte[] ReadAll(IImage image, string name)
    {
        const long Limit = 512 << 20;
        if (image.Size > Limit)
        {
            throw new ConfigurationException($"fw_cfg file '{name}' has {image.Size} bytes; at most {Limit} fit");
        }

        var data = new byte[image.Size];
        image.Read(0, data);
        return data;
    }
}
