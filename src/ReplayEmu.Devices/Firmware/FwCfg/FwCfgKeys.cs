namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>Item numbers and register bits of QEMU's firmware configuration interface (docs/specs/fw_cfg).</summary>
public static class FwCfgKeys
{
    public const ushort Signature = 0x00;

    /// <summary>Bit 0: port interface; bit 1: DMA interface.</summary>
    public const ushort Id = 0x01;

    public const ushort Uuid = 0x02;
    public const ushort RamSize = 0x03;
    public const ushort NoGraphic = 0x04;
    public const ushort CpuCount = 0x05;
    public const ushort MachineId = 0x06;
    public const ushort KernelAddress = 0x07;
    public const ushort KernelSize = 0x08;
    public const ushort KernelCommandLine = 0x09;
    public const ushort InitrdAddress = 0x0A;
    public const ushort InitrdSize = 0x0B;
    public const ushort BootDevice = 0x0C;
    public const ushort Numa = 0x0D;
    public const ushort BootMenu = 0x0E;
    public const ushort MaxCpus = 0x0F;
    public const ushort KernelEntry = 0x10;
    public const ushort KernelData = 0x11;
    public const ushort InitrdData = 0x12;
    public const ushort CommandLineAddress = 0x13;
    public const ushort CommandLineSize = 0x14;
    public const ushort CommandLineData = 0x15;
    public const ushort SetupAddress = 0x16;
    public const ushort SetupSize = 0x17;
    public const ushort SetupData = 0x18;
    public const ushort FileDirectory = 0x19;

    /// <summary>Key of the first file.</summary>
    public const ushort FirstFile = 0x20;

    /// <summary>Keys from here are the architecture's.</summary>
    public const ushort Local = 0x8000;

    public const ushort AcpiTables = Local;
    public const ushort SmbiosEntries = Local + 1;
    public const ushort Irq0Override = Local + 2;
    public const ushort E820Table = Local + 3;
    public const ushort Hpet = Local + 4;

    internal const ushort LocalBit = 0x8000;

    /// <summary>Without effect in keys: write channel of early versions.</summary>
    internal const ushort WriteChannelBit = 0x4000;

    internal const ushort SelectorPort = 0x510;
    internal const ushort DmaPort = 0x514;

    /// <summary>Item numbers of each half of the key space, files apart.</summary>
    internal const int FixedItems = 0x20;

    /// <summary>Bytes of a file name in the directory, with the final zero.</summary>
    internal const int NameBytes = 56;

    internal const uint DmaError = 0x01;
    internal const uint DmaRead = 0x02;
    internal const uint DmaSkip = 0x04;
    internal const uint DmaSelect = 0x08;
    internal const uint DmaWrite = 0x10;

    /// <summary>What the DMA address register reads as: "QEMU CFG".</summary>
    internal const ulong DmaSignature = 0x51454d5520434647;
}
