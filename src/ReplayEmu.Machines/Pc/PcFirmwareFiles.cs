using System.Text;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// What QEMU 1.1.2 puts into fw_cfg. Two differences: the HPET item says that there is none, because there is none, and
/// pc-1.1 has <c>genroms/kvmvapic.bin</c> only when that ROM was given.
/// </summary>
internal static class PcFirmwareFiles
{
    private const string VapicRom = "kvmvapic.bin";

    /// <summary>Bytes of QEMU's e820 table: a count and 16 entries; it stays empty without reserved ranges.</summary>
    private const int E820TableSize = 4 + (16 * 20);

    /// <summary>Bytes of QEMU's HPET item: a count and 8 timer blocks of 15 bytes.</summary>
    private const int HpetItemSize = 1 + (8 * 15);

    public static FwCfgOptions Options { get; } =
        new()
        {
            Dma = false,
            FileSlots = 0x10,
            SortFiles = false,
        };

    public static void Fill(FwCfgItems items, MachineConfig config, IImageSource images)
    {
        items.AddKey(FwCfgKeys.Signature, "QEMU"u8.ToArray());
        items.AddKey(FwCfgKeys.Id, 1u);
        items.AddKey(FwCfgKeys.Uuid, new byte[16]);
        items.AddKey(FwCfgKeys.RamSize, config.RamBytes);
        items.AddKey(FwCfgKeys.NoGraphic, (ushort)0);
        items.AddKey(FwCfgKeys.CpuCount, (ushort)1);
        items.AddKey(FwCfgKeys.MaxCpus, (ushort)1);
        items.AddKey(FwCfgKeys.BootMenu, (ushort)0);
        // Count of nodes, then the node of each CPU.
        items.AddKey(FwCfgKeys.Numa, new byte[16]);
        items.AddKey(FwCfgKeys.Irq0Override, new byte[] { 1 });
        items.AddKey(FwCfgKeys.E820Table, new byte[E820TableSize]);
        var hpet = new byte[HpetItemSize];
        hpet[0] = 0xff;
        items.AddKey(FwCfgKeys.Hpet, hpet);
        AddVapic(items, config, images);
        items.AddFile("bootorder", default);
        foreach (var file in config.FwCfg)
        {
            items.AddFile(file.Name, Contents(file, images));
        }
    }

    private static void AddVapic(FwCfgItems items, MachineConfig config, IImageSource images)
    {
        foreach (var rom in config.Roms)
        {
            if (rom.Name == VapicRom && config.Machine != "pc-1.0")
            {
                items.AddFile("genroms/" + VapicRom, ReadAll(images.Open(rom), rom.Name));
            }
        }
    }

    private static byte[] Contents(FwCfgFile file, IImageSource images) =>
        file.Image is { } image ? ReadAll(images.Open(image), file.Name) : Encoding.UTF8.GetBytes(file.Text ?? "");

    private static byte[] ReadAll(IImage image, string name)
    {
        const long Limit = 64 << 20;
        if (image.Size > Limit)
        {
            throw new ConfigurationException($"fw_cfg file '{name}' has {image.Size} bytes; at most {Limit} fit");
        }

        var data = new byte[image.Size];
        image.Read(0, data);
        return data;
    }
}
