namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>How a machine version's interface looks.</summary>
public sealed record FwCfgOptions
{
    /// <summary>The DMA interface at port 0x514 (QEMU 2.4 and later; off for pc-1.0 and pc-1.1).</summary>
    public bool Dma { get; init; }

    /// <summary>How many files fit: 0x10 up to pc-2.8, 0x20 later (property x-file-slots).</summary>
    public int FileSlots { get; init; } = 0x20;

    /// <summary>Files are in the order of their names, else in the order they were added (up to QEMU 2.5).</summary>
    public bool SortFiles { get; init; } = true;
}
